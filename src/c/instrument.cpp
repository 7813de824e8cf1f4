// instrument.cpp: what questionnaires mean, over the C boundary.
// SPDX-License-Identifier: Apache-2.0

#include "handles.hpp"
#include "oncourse/instrument/battery.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"

using namespace oncourse;

static_assert(static_cast<int>(Direction::lower_is_better) == ONCOURSE_LOWER_IS_BETTER);
static_assert(static_cast<int>(Direction::higher_is_better) == ONCOURSE_HIGHER_IS_BETTER);
static_assert(static_cast<int>(Status::published) == ONCOURSE_PUBLISHED);
static_assert(static_cast<int>(Status::secondary) == ONCOURSE_SECONDARY);
static_assert(static_cast<int>(Status::convention) == ONCOURSE_CONVENTION);
static_assert(static_cast<int>(Reporter::self) == ONCOURSE_SELF_REPORT);
static_assert(static_cast<int>(Reporter::clinician) == ONCOURSE_CLINICIAN);

namespace {

std::unique_ptr<oncourse_instrument> handle(const Instrument* definition, std::optional<LoadedInstrument> loaded) {
  std::unique_ptr<oncourse_instrument> made(new oncourse_instrument{definition, std::move(loaded), {}, {}});
  if (auto criterion = reliable_change(*definition)) made->criterion = *std::move(criterion);
  return made;
}

/// One of a list of the instrument's.
///
///   list  of the definition
///   show  an element of it to the C struct
template <class Out, class List, class Show>
oncourse_status nth(const oncourse_instrument* instrument, const List& list, std::size_t index, Out* result,
                    oncourse_error* error, const Show& show) noexcept {
  return c::call(result, error, [&]() -> Result<Out> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto all = list(*instrument->definition);
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    return show(all[index]);
  });
}

oncourse_norm norm_from(const Norm& from) {
  return {c::literal(from.population),
          c::literal(from.from.source),
          from.mean,
          from.sd,
          from.n,
          from.clinical,
          static_cast<std::int32_t>(from.from.status)};
}

std::int32_t status_of(const Provenance& from) { return static_cast<std::int32_t>(from.status); }

}  // namespace

const char* oncourse_shipped_instrument(size_t index) {
  return index < catalogue().size() ? c::literal(catalogue()[index]->id) : nullptr;
}

oncourse_status oncourse_instrument_find(const char* id, oncourse_instrument** instrument, oncourse_error* error) {
  return c::call(instrument, error, [&]() -> Result<std::unique_ptr<oncourse_instrument>> {
    if (auto trouble = c::missing({{"id", id}})) return *std::move(trouble);
    const auto found = find_instrument(id);
    if (!found) return found.error();
    return handle(*found, {});
  });
}

oncourse_status oncourse_instrument_new(const char* json, size_t length, oncourse_instrument** instrument,
                                        oncourse_error* error) {
  return c::call(instrument, error, [&]() -> Result<std::unique_ptr<oncourse_instrument>> {
    if (auto trouble = c::missing({{"json", json}})) return *std::move(trouble);
    const auto loaded = instrument_from_json({json, length});
    if (!loaded) return loaded.error();
    return handle(&loaded->definition(), *loaded);
  });
}

void oncourse_instrument_free(oncourse_instrument* instrument) { delete instrument; }

oncourse_status oncourse_instrument_subscale(const oncourse_instrument* instrument, const char* id,
                                             oncourse_instrument** subscale, oncourse_error* error) {
  return c::call(subscale, error, [&]() -> Result<std::unique_ptr<oncourse_instrument>> {
    if (auto trouble = c::missing({{"instrument", instrument}, {"id", id}})) return *std::move(trouble);
    if (!instrument->loaded) {
      const auto found = find_instrument(std::string(instrument->definition->id) + ":" + id);
      if (!found) return found.error();
      return handle(*found, {});
    }
    const auto loaded = instrument->loaded->subscale(id);
    if (!loaded) return loaded.error();
    return handle(&loaded->definition(), *loaded);
  });
}

oncourse_status oncourse_instrument_describe(const oncourse_instrument* instrument,
                                             oncourse_instrument_description* description, oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_instrument_description> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const Instrument& q = *instrument->definition;
    const Figures& figures = q.figures;
    oncourse_instrument_description out = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
    out.id = c::literal(q.id);
    out.name = c::literal(q.name);
    out.construct = c::literal(q.construct);
    for (const Domain domain : domain_list)
      if (q.domains.contains(domain) && !out.domain) out.domain = c::literal(name(domain));
    out.recall = c::literal(q.recall);
    out.licence = c::literal(q.licence);
    out.citation = c::literal(q.citation);
    out.note = c::literal(q.note);
    out.scoring_source = c::literal(q.scoring_from.source);
    out.scoring_status = status_of(q.scoring_from);
    out.bands_source = figures.bands.empty() ? nullptr : c::literal(figures.bands_from.source);
    out.bands_status = figures.bands.empty() ? c::no_number : status_of(figures.bands_from);
    out.total_min = q.total_min;
    out.total_max = q.total_max;
    out.step = q.step();
    out.direction = static_cast<std::int32_t>(q.direction);
    out.reporter = static_cast<std::int32_t>(q.reporter);
    out.has_total = q.has_total();
    out.n_items = q.items;
    out.n_subscales = q.subscales.size();
    out.n_bands = figures.bands.size();
    out.n_cutoffs = figures.cutoffs.size();
    out.n_risk_items = q.risk.size();
    out.n_norms = figures.norms.size();
    out.n_reliabilities = figures.reliabilities.size();
    out.n_algorithms = q.algorithms.size();
    out.n_codings = q.codings.size();
    return out;
  });
}

oncourse_status oncourse_instrument_answers(const oncourse_instrument* instrument, int32_t item,
                                            oncourse_answer_range* range, oncourse_error* error) {
  return c::call(range, error, [&]() -> Result<oncourse_answer_range> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const Instrument& q = *instrument->definition;
    if (item < 1 || item > q.items)
      return Error{Errc::bad_argument, "item " + text(item) + ", the form has " + text(q.items)};
    const AnswerRange allowed = answer_range(q, item);
    return oncourse_answer_range{allowed.min, allowed.max, allowed.step, 0};
  });
}

oncourse_status oncourse_instrument_band(const oncourse_instrument* instrument, size_t index, oncourse_band* band,
                                         oncourse_error* error) {
  return nth(
      instrument, [](const Instrument& q) { return q.figures.bands; }, index, band, error,
      [](const Band& from) {
        return oncourse_band{from.from, c::literal(from.label)};
      });
}

oncourse_status oncourse_instrument_cutoff(const oncourse_instrument* instrument, size_t index, oncourse_cutoff* cutoff,
                                           oncourse_error* error) {
  return nth(
      instrument, [](const Instrument& q) { return q.figures.cutoffs; }, index, cutoff, error, c::cutoff);
}

oncourse_status oncourse_instrument_find_cutoff(const oncourse_instrument* instrument, const char* purpose,
                                                const char* population, oncourse_cutoff* cutoff,
                                                oncourse_error* error) {
  return c::call(cutoff, error, [&]() -> Result<oncourse_cutoff> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto known = c::purpose_from(purpose);
    if (!known) return known.error();
    const auto found = find_cutoff(instrument->definition->figures, *known, population ? population : "");
    if (!found) return found.error();
    return c::cutoff(**found);
  });
}

oncourse_status oncourse_instrument_norm(const oncourse_instrument* instrument, size_t index, oncourse_norm* norm,
                                         oncourse_error* error) {
  return nth(
      instrument, [](const Instrument& q) { return q.figures.norms; }, index, norm, error, norm_from);
}

oncourse_status oncourse_instrument_find_norm(const oncourse_instrument* instrument, const char* population,
                                              oncourse_norm* norm, oncourse_error* error) {
  return c::call(norm, error, [&]() -> Result<oncourse_norm> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto found = find_norm(instrument->definition->figures, population ? population : "");
    if (!found) return found.error();
    return norm_from(**found);
  });
}

oncourse_status oncourse_norm_standing(const oncourse_norm* norm, double score, oncourse_standing* standing,
                                       oncourse_error* error) {
  return c::call(standing, error, [&]() -> Result<oncourse_standing> {
    if (auto trouble = c::missing({{"norm", norm}})) return *std::move(trouble);
    if (!std::isfinite(score) || !std::isfinite(norm->mean) || !std::isfinite(norm->sd))
      return Error{Errc::bad_argument, "the score, or the norm's mean or sd, is not a finite number"};
    if (!(norm->sd > 0.0)) return Error{Errc::bad_argument, "sd is " + text(norm->sd) + ", it must be above 0"};
    const Standing found = oncourse::standing({{}, false, norm->mean, norm->sd, 0, {}}, score);
    return oncourse_standing{found.z, found.t, found.percentile};
  });
}

oncourse_status oncourse_instrument_reliability(const oncourse_instrument* instrument, size_t index,
                                                oncourse_reliability* reliability, oncourse_error* error) {
  return nth(
      instrument, [](const Instrument& q) { return q.figures.reliabilities; }, index, reliability, error,
      [](const Reliability& from) {
        return oncourse_reliability{c::literal(from.kind),        c::literal(from.population),
                                    c::literal(from.from.source), from.value,
                                    status_of(from.from),         0};
      });
}

oncourse_status oncourse_instrument_risk_item(const oncourse_instrument* instrument, size_t index,
                                              oncourse_risk_item* item, oncourse_error* error) {
  return nth(
      instrument, [](const Instrument& q) { return q.risk; }, index, item, error,
      [](const RiskItem& from) {
        return oncourse_risk_item{c::literal(from.meaning), from.item, from.threshold};
      });
}

oncourse_status oncourse_suggested_measure(size_t index, oncourse_battery_member* member, oncourse_error* error) {
  return c::call(member, error, [&]() -> Result<oncourse_battery_member> {
    std::size_t count = 0;
    for (const Battery& battery : batteries()) {
      if (index < count + battery.members.size()) {
        const BatteryMember& from = battery.members[index - count];
        return oncourse_battery_member{c::literal(battery.id),         c::literal(battery.name),
                                       c::literal(name(battery.kind)), c::literal(from.instrument->id),
                                       c::literal(from.reason),        c::literal(from.from.source),
                                       status_of(from.from),           0};
      }
      count += battery.members.size();
    }
    return *c::trouble_in_index(index, count);
  });
}

const char* oncourse_instrument_json(const oncourse_instrument* instrument) {
  if (!instrument) return nullptr;
  return instrument->json.read([&] { return to_json(*instrument->definition); });
}
