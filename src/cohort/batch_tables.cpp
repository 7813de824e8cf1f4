// batch_tables.cpp: an instrument's definition worked out for every answer and every sum, by the engine's own formulas.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/batch_tables.hpp"

#include <algorithm>
#include <numeric>

#include "cohort/sheet_reader.hpp"

namespace oncourse {
namespace {

using Tables = BatchScorer::Tables;

constexpr std::size_t most_worths = 1 << 18;  // of one scale; larger ones are for the engine for one sheet

/// The answers to an item as they are written down.
struct Written {
  std::int64_t first = 0;
  std::vector<Answer> answers = {};  ///< what each is in the definition's own coding
};

Written written(const Instrument& q, const Coding* coding, int item) {
  if (coding)
    for (const ItemPoints& part : coding->answers)
      if (part.items.contains(item)) return {part.first, {part.points.begin(), part.points.end()}};
  const AnswerRange range = answer_range(q, item);
  Written out{range.min, {}};
  for (int answer = range.min; answer <= range.max; ++answer) out.answers.push_back(static_cast<Answer>(answer));
  return out;
}

/// nullopt where an item that counts has more points than a byte can hold.
std::optional<ItemCodes> codes_of(const Instrument& q, const Coding* coding, int item, bool counts) {
  const Written from = written(q, coding, item);
  const AnswerRange keyed = keyed_range(q, item);
  ItemCodes out;
  out.first = from.first;
  out.size = from.answers.size();
  out.least_points = keyed.min;
  for (const Answer answer : from.answers) {
    std::uint8_t code = kernels::code_off_scale;
    if (answer_range(q, item).allows(answer)) {
      int points = keyed_response(q, item, answer);
      if (!q.weights.empty() && q.total != TotalRule::goal_attainment)
        points *= q.weights[static_cast<std::size_t>(item - 1)];
      const int above = counts ? points - keyed.min : 0;
      if (above >= kernels::code_off_scale) return std::nullopt;
      code = static_cast<std::uint8_t>(above);
      out.most = std::max(out.most, code);
    }
    out.codes.push_back(code);
  }
  if (out.size > kernels::code_off_scale) return out;
  const auto is_place = [&](bool mirrored) {
    for (std::size_t i = 0; i < out.size; ++i)
      if (out.codes[i] != (mirrored ? out.size - 1 - i : i)) return false;
    return true;
  };
  out.mirrored = !is_place(false) && is_place(true);
  if (out.mirrored || is_place(false)) out.codes.clear();
  return out;
}

/// Adds what every sum from 0 on is worth.
template <class Score>
void add_worth(BatchScale& scale, std::span<const Band> bands, const Score& score) {
  for (std::size_t sum = 0; sum <= scale.span; ++sum) {
    const double value = score(static_cast<std::int64_t>(sum));
    const Band* const band = std::isnan(value) ? nullptr : band_of(bands, value);
    scale.worth.scores.push_back(value);
    scale.worth.bytes.push_back(is_byte(value) ? static_cast<std::uint8_t>(value) : no_byte);
    scale.worth.bands.push_back(band ? static_cast<std::uint8_t>(band - bands.data()) : no_byte);
  }
}

double no_score(std::int64_t) { return std::numeric_limits<double>::quiet_NaN(); }

/// What of a complete sheet vectors can find by themselves.
void look_for_lines(BatchScale& scale) {
  const auto complete = std::span(scale.worth.scores).first(scale.span + 1);
  scale.in_bytes = std::all_of(complete.begin(), complete.end(), is_byte);
  if (!scale.narrow()) return;
  const double base = complete.front();
  bool is_line = scale.in_bytes;
  for (std::size_t sum = 0; sum <= scale.span; ++sum)
    is_line = is_line && complete[sum] == base + static_cast<double>(sum);
  if (is_line) scale.base = static_cast<std::uint8_t>(base);
  std::uint8_t expected = 0;
  for (std::size_t sum = 0; sum <= scale.span; ++sum) {
    const std::uint8_t band = scale.worth.bands[sum];
    if (band + 1 < expected || band > expected || band == no_byte) return scale.band_limits.clear();
    if (band < expected) continue;
    scale.band_limits.push_back(static_cast<std::uint8_t>(sum));
    ++expected;
  }
}

/// A scale on items: `value` of a score before rounding, `rule` for its blanks.
template <class Value>
BatchScale scale_on(const Tables& tables, ItemSet items, Combine combine, const MissingRule& rule, bool blanks_by_count,
                    std::span<const Band> bands, Value value) {
  BatchScale out;
  std::int64_t least = 0;
  for (const int item : items) {
    out.items.push_back(static_cast<std::size_t>(item - 1));
    out.span += tables.items[out.items.back()].most;
    least += tables.items[out.items.back()].least_points;
  }
  const int all = items.size();
  add_worth(out, bands,
            [&](std::int64_t sum) { return value(filled_score(combine, rule.fill, sum + least, 0, 0, all, 0)); });
  for (int missing = 1; blanks_by_count && missing < all; ++missing) {
    if (refusal_by(rule, ItemSet::range(1, missing), all, tables.options.prorating)) break;
    const std::int64_t answered = all - missing, given = least / all * answered;  // all have the same least
    add_worth(out, bands, [&](std::int64_t sum) {
      return value(filled_score(combine, rule.fill, sum + given, 0, missing, all, rounded_mean(sum + given, answered)));
    });
    ++out.most_blanks;
  }
  add_worth(out, bands, no_score);
  look_for_lines(out);
  return out;
}

/// A total that is made of the subscales' sums.
BatchScale total_of_subscales(const Tables& tables) {
  const Instrument& q = tables.instrument;
  BatchScale out;
  std::int64_t under = 1, least = 0;
  const auto under_of = [](const Subscale& s) { return s.combine == Combine::mean ? s.items.size() : 1; };
  for (const Subscale& s : q.subscales) under = std::lcm(under, std::int64_t{under_of(s)});
  for (std::size_t i = 0; i < q.subscales.size(); ++i) {
    const std::int64_t times = under / under_of(q.subscales[i]);
    out.of_subscales.push_back(times);
    out.span += static_cast<std::size_t>(times) * tables.subscales[i].span;
    for (const int item : q.subscales[i].items)
      least += times * tables.items[static_cast<std::size_t>(item - 1)].least_points;
  }
  if (q.total == TotalRule::mean_of_subscales) under *= std::ssize(q.subscales);
  if (out.span > std::numeric_limits<std::uint16_t>::max()) return out;
  add_worth(out, q.figures.bands, [&](std::int64_t sum) { return total_value(q, Ratio{sum + least, under}); });
  add_worth(out, q.figures.bands, no_score);
  look_for_lines(out);
  return out;
}

BatchScale total_of_groups(const Tables& tables) {
  const Instrument& q = tables.instrument;
  BatchScale out;
  std::int64_t least = 0;
  for (const ItemGroup& group : q.groups) {
    std::uint8_t most = 0;
    for (const int item : group.items) {
      out.items.push_back(static_cast<std::size_t>(item - 1));
      most = std::max(most, tables.items[out.items.back()].most);
    }
    out.closes.push_back(out.items.size());
    out.span += most;
    least += tables.items[out.items.back()].least_points;
  }
  add_worth(out, q.figures.bands, [&](std::int64_t sum) {
    return total_value(q, Ratio{(sum + least) * std::ssize(q.groups), std::ssize(q.groups)});
  });
  add_worth(out, q.figures.bands, no_score);
  look_for_lines(out);
  return out;
}

BatchScale total_of_goals(const Tables& tables) {
  const Instrument& q = tables.instrument;
  return scale_on(tables, q.scored(), Combine::sum, q.missing, false, q.figures.bands, [&](Ratio raw) {
    const auto goals = static_cast<double>(q.scored().size());
    return goal_attainment_t(static_cast<double>(raw.over), goals, goals, q.goal_correlation);
  });
}

/// Items that every group's highest point can be found of: they begin alike.
bool groups_begin_alike(const Tables& tables) {
  for (const ItemGroup& group : tables.instrument.groups)
    for (const int item : group.items)
      if (tables.items[static_cast<std::size_t>(item - 1)].least_points !=
          tables.items[static_cast<std::size_t>(group.items.front() - 1)].least_points)
        return false;
  return true;
}

BatchCriterion counted(const Tables& tables, const Criterion& criterion) {
  BatchCriterion out;
  out.least = criterion.least;
  out.most = criterion.most;
  for (const Endorsed& part : criterion.of)
    for (const int item : part.items) {
      const ItemCodes& codes = tables.items[static_cast<std::size_t>(item - 1)];
      const std::int64_t above = part.at_least - codes.least_points;
      if (above <= 0)
        ++out.sure;
      else if (above <= codes.most)
        out.items.push_back({static_cast<std::size_t>(item - 1), static_cast<std::uint8_t>(above)});
    }
  return out;
}

BatchScale total_scale(Tables& tables) {
  const Instrument& q = tables.instrument;
  switch (q.total) {
    case TotalRule::sum:
    case TotalRule::mean:
      return scale_on(tables, q.scored(), q.total == TotalRule::sum ? Combine::sum : Combine::mean, q.missing,
                      tables.blanks_by_count, q.figures.bands, [&](Ratio raw) { return total_value(q, raw); });
    case TotalRule::sum_of_group_maxima: return total_of_groups(tables);
    case TotalRule::sum_of_subscales:
    case TotalRule::mean_of_subscales: return total_of_subscales(tables);
    case TotalRule::goal_attainment: return total_of_goals(tables);
    case TotalRule::none: break;
  }
  return {};
}

}  // namespace

Result<BatchScorer> BatchScorer::make(const Instrument& q, const BatchOptions& options) {
  if (q.items == 0)
    return Error{Errc::bad_argument, std::string(q.id) + " is known by its total only, it has no items to score"};
  auto made = std::make_shared<Tables>(Tables{q, options});
  Tables& tables = *made;
  const VectorSet set = options.vectors.value_or(is_here(VectorSet::avx512) ? VectorSet::avx512
                                                 : is_here(VectorSet::avx2) ? VectorSet::avx2
                                                                            : VectorSet::baseline);
  if (!is_here(set))
    return Error{Errc::bad_argument, "vectors " + std::string(name(set)) + ": this processor does not have them"};
  tables.vectors = &kernels::baseline;
#if defined(__x86_64__)
  if (set == VectorSet::avx2) tables.vectors = &kernels::avx2;
  if (set == VectorSet::avx512) tables.vectors = &kernels::avx512;
#endif

  bool bands_fit = q.figures.bands.size() <= no_byte;
  ItemSet asked = q.scored();
  for (const Subscale& s : q.subscales) {
    asked = asked | s.items;
    bands_fit = bands_fit && s.figures.bands.size() <= no_byte;
  }
  if (!bands_fit) return Error{Errc::bad_argument, std::string(q.id) + " has more than 255 bands"};
  for (const Algorithm& a : q.algorithms)
    for (const Criterion& criterion : a.criteria)
      for (const Endorsed& part : criterion.of) asked = asked | part.items;
  for (int item = 1; item <= q.items; ++item) {
    const Written answers = written(q, options.coding, item);
    if (options.blank_code && *options.blank_code >= answers.first &&
        *options.blank_code < answers.first + std::ssize(answers.answers))
      return Error{Errc::bad_argument, "the code for blanks is " + text(int{*options.blank_code}) +
                                           ", which is an answer to item " + text(item)};
    const auto codes = codes_of(q, options.coding, item, asked.contains(item));
    tables.items.push_back(codes ? *codes : ItemCodes{});
    tables.one_by_one = tables.one_by_one || !codes;
    tables.asked.push_back(asked.contains(item));
  }
  tables.scored_items = q.scored().size();
  tables.one_by_one =
      tables.one_by_one || !groups_begin_alike(tables) || (q.total == TotalRule::goal_attainment && !q.weights.empty());
  if (tables.one_by_one) return BatchScorer(std::move(made));

  const auto& points = tables.items;
  const bool alike = std::all_of(points.begin(), points.end(), [&](const ItemCodes& item) {
    return &item == &points.front() || item.least_points == points.front().least_points;
  });
  const auto counts = [](const MissingRule& rule) { return rule.fill != MissingRule::Fill::median_rounded_up; };
  std::size_t all_points = 1;
  for (const ItemCodes& item : points) all_points += item.most;
  tables.blanks_by_count =
      alike && q.legal_blanks.empty() && q.scored() == asked && all_points * points.size() <= most_worths &&
      (q.total == TotalRule::sum || q.total == TotalRule::mean) && counts(q.missing) &&
      std::all_of(q.subscales.begin(), q.subscales.end(), [&](const Subscale& s) { return counts(s.missing); });
  for (const Subscale& s : q.subscales)
    tables.subscales.push_back(scale_on(tables, s.items, s.combine, s.missing, tables.blanks_by_count, s.figures.bands,
                                        [&](Ratio raw) { return subscale_value(tables.instrument, s, raw); }));
  tables.total = total_scale(tables);
  tables.one_by_one = q.has_total() && tables.total.worth.scores.empty();
  const auto& on = tables.total.items;
  for (std::size_t item = 0; item < points.size(); ++item)
    if (std::find(on.begin(), on.end(), item) == on.end()) tables.others.items.push_back(item);
  for (const Algorithm& a : q.algorithms) {
    auto& criteria = tables.algorithms.emplace_back();
    for (const Criterion& criterion : a.criteria)
      if (!criterion.of[0].items.empty()) criteria.push_back(counted(tables, criterion));
  }
  return BatchScorer(std::move(made));
}

bool is_here(VectorSet set) {
#if defined(__x86_64__)
  if (set == VectorSet::avx2) return __builtin_cpu_supports("avx2");
  if (set == VectorSet::avx512) return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
#endif
  return set == VectorSet::baseline;
}

}  // namespace oncourse
