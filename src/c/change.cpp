// change.cpp: change and targets over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "handles.hpp"

using namespace oncourse;

static_assert(static_cast<int>(ChangeClass::recovered) + 1 == ONCOURSE_CHANGE_RECOVERED);
static_assert(static_cast<int>(ChangeClass::improved) + 1 == ONCOURSE_CHANGE_IMPROVED);
static_assert(static_cast<int>(ChangeClass::unchanged) + 1 == ONCOURSE_CHANGE_UNCHANGED);
static_assert(static_cast<int>(ChangeClass::deteriorated) + 1 == ONCOURSE_CHANGE_DETERIORATED);
static_assert(static_cast<int>(ChangeClass::harmed) + 1 == ONCOURSE_CHANGE_HARMED);
static_assert(static_cast<int>(Target::Kind::reliable_improvement) + 1 == ONCOURSE_TARGET_RELIABLE_IMPROVEMENT);
static_assert(static_cast<int>(Target::Kind::cutoff) + 1 == ONCOURSE_TARGET_CUTOFF);
static_assert(static_cast<int>(Target::Kind::recovery) + 1 == ONCOURSE_TARGET_RECOVERY);
static_assert(static_cast<int>(Target::Kind::percent) + 1 == ONCOURSE_TARGET_PERCENT);
static_assert(static_cast<int>(Target::Kind::score) + 1 == ONCOURSE_TARGET_SCORE);
static_assert(static_cast<int>(Target::Kind::no_deterioration) + 1 == ONCOURSE_TARGET_NO_DETERIORATION);
static_assert(static_cast<int>(Compare::at_least) == ONCOURSE_AT_LEAST);
static_assert(static_cast<int>(Compare::above) == ONCOURSE_ABOVE);
static_assert(static_cast<int>(Compare::at_most) == ONCOURSE_AT_MOST);
static_assert(static_cast<int>(Compare::below) == ONCOURSE_BELOW);

namespace {

constexpr oncourse_difference no_difference = {c::unknown, nullptr, nullptr, c::no_number, c::no_number};
constexpr oncourse_cutoff no_cutoff = {nullptr, nullptr, nullptr, nullptr, c::unknown, c::no_number, c::no_number};

oncourse_difference difference(const Difference* from, const std::optional<bool>& reached) {
  if (!from) return no_difference;
  return {from->points, c::literal(from->basis), c::literal(from->from.source),
          static_cast<std::int32_t>(from->from.status), reached.value_or(false)};
}

/// The texts must outlive the result: those of the instrument, or of the program.
oncourse_difference difference(const ReliableChange& from, bool reached) {
  return {from.points, c::literal(from.basis), c::literal(from.from.source),
          static_cast<std::int32_t>(from.from.status), reached};
}

Result<std::optional<ReliableChange>> own_criterion_from(const oncourse_change_options& known) {
  if (known.sd == 0.0 && known.reliability == 0.0) return std::optional<ReliableChange>{};
  auto own = jacobson_truax_criterion(known.sd, known.reliability);
  if (!own) return own.error();
  return std::optional(*std::move(own));
}

}  // namespace

const char* oncourse_change_name(int32_t change_class) {
  if (change_class == ONCOURSE_CHANGE_NOT_KNOWN) return "not_known";
  const bool known = change_class >= ONCOURSE_CHANGE_RECOVERED && change_class <= ONCOURSE_CHANGE_HARMED;
  return known ? c::literal(name(static_cast<ChangeClass>(change_class - ONCOURSE_CHANGE_RECOVERED))) : "unknown";
}

oncourse_status oncourse_change(const oncourse_instrument* instrument, double pre, double post,
                                const oncourse_change_options* options, oncourse_change_result* result,
                                oncourse_error* error) {
  return c::call(result, error, [&]() -> Result<oncourse_change_result> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const Instrument& q = *instrument->definition;
    const auto known = c::read(options);
    if (!known) return known.error();
    for (const double total : {pre, post})
      if (const auto accepted = accept_total(q, total); !accepted) return accepted.error();
    const Cutoff* chosen = nullptr;
    if (known->cutoff_purpose || known->cutoff_population) {
      const auto purpose = c::purpose_from(known->cutoff_purpose);
      if (!purpose) return purpose.error();
      const auto found = find_cutoff(q.figures, *purpose, known->cutoff_population ? known->cutoff_population : "");
      if (!found) return found.error();
      chosen = *found;
    }
    const auto own = own_criterion_from(*known);
    if (!own) return own.error();
    const Change change = change_between(q, pre, post, chosen, *own);

    oncourse_change_result out = ONCOURSE_CHANGE_RESULT_INIT;
    out.points = change.points;
    out.improvement = change.improvement;
    out.percent_improved = change.percent_improved.value_or(c::unknown);
    out.index = change.index.value_or(c::unknown);
    out.change_class = change.change_class ? static_cast<std::int32_t>(*change.change_class) + ONCOURSE_CHANGE_RECOVERED
                                           : std::int32_t{ONCOURSE_CHANGE_NOT_KNOWN};
    out.inclusive = change.criterion ? std::int32_t{change.criterion->inclusive} : c::no_number;
    out.criterion = no_difference;
    if (change.criterion) {
      out.criterion =
          difference(*own ? *change.criterion : *instrument->criterion, change.change_class != ChangeClass::unchanged);
      if (*own) out.criterion.basis = c::literal(own_criterion);
    }
    out.important_improvement = difference(change.important, change.importantly_improved);
    out.important_worsening = difference(change.important_worsening, change.importantly_worsened);
    out.cutoff = change.cutoff ? c::cutoff(*change.cutoff) : no_cutoff;
    return out;
  });
}

oncourse_status oncourse_target(const oncourse_instrument* instrument, int32_t target_kind, double target_value,
                                double baseline, oncourse_target_line* line, oncourse_error* error) {
  return c::call(line, error, [&]() -> Result<oncourse_target_line> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const Instrument& q = *instrument->definition;
    const auto target = c::target_from(target_kind, target_value);
    if (!target) return target.error();
    if (const auto accepted = accept_total(q, baseline); !accepted) return accepted.error();
    const auto found = line_for(target->value_or(default_target(q)), q, baseline);
    if (!found) return found.error();
    return oncourse_target_line{found->limit, found->boundary, static_cast<std::int32_t>(found->compare), 0};
  });
}
