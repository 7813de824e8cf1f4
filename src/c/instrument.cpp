// instrument.cpp: what questionnaires mean, over the C boundary.
// SPDX-License-Identifier: Apache-2.0

#include "handles.hpp"
#include "oncourse/instrument/catalogue.hpp"
#include "oncourse/instrument/names.hpp"

using namespace oncourse;

static_assert(static_cast<int>(Direction::lower_is_better) == ONCOURSE_LOWER_IS_BETTER);
static_assert(static_cast<int>(Direction::higher_is_better) == ONCOURSE_HIGHER_IS_BETTER);
static_assert(static_cast<int>(Status::published) == ONCOURSE_PUBLISHED);
static_assert(static_cast<int>(Status::secondary) == ONCOURSE_SECONDARY);
static_assert(static_cast<int>(Status::convention) == ONCOURSE_CONVENTION);

namespace {

std::unique_ptr<oncourse_instrument> handle(const Instrument* definition, std::optional<LoadedInstrument> loaded) {
  std::unique_ptr<oncourse_instrument> made(new oncourse_instrument{definition, std::move(loaded), {}, {}});
  if (auto criterion = reliable_change(*definition)) made->criterion = *std::move(criterion);
  return made;
}

/// One of a list of the instrument's.
template <class Out, class List, class Show>
oncourse_status nth(const oncourse_instrument* instrument, List Instrument::*list, std::size_t index, Out* result,
                    oncourse_error* error, const Show& show) noexcept {
  return c::call(result, error, [&]() -> Result<Out> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const List& all = instrument->definition->*list;
    if (auto trouble = c::trouble_in_index(index, all.size())) return *std::move(trouble);
    return show(all[index]);
  });
}

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

oncourse_status oncourse_instrument_describe(const oncourse_instrument* instrument,
                                             oncourse_instrument_description* description, oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_instrument_description> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const Instrument& q = *instrument->definition;
    oncourse_instrument_description out = ONCOURSE_INSTRUMENT_DESCRIPTION_INIT;
    out.id = c::literal(q.id);
    out.name = c::literal(q.name);
    out.construct = c::literal(q.construct);
    out.domain = c::literal(name(q.domain));
    out.recall = c::literal(q.recall);
    out.licence = c::literal(q.licence);
    out.citation = c::literal(q.citation);
    out.scoring_source = c::literal(q.scoring_from.source);
    out.scoring_status = static_cast<std::int32_t>(q.scoring_from.status);
    out.bands_source = q.bands.empty() ? nullptr : c::literal(q.bands_from.source);
    out.bands_status = q.bands.empty() ? c::no_number : static_cast<std::int32_t>(q.bands_from.status);
    out.total_min = q.total_min;
    out.total_max = q.total_max;
    out.step = q.step();
    out.direction = static_cast<std::int32_t>(q.direction);
    out.n_items = q.items;
    out.n_subscales = q.subscales.size();
    out.n_bands = q.bands.size();
    out.n_cutoffs = q.cutoffs.size();
    out.n_risk_items = q.risk.size();
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
    return oncourse_answer_range{allowed.min, allowed.max};
  });
}

oncourse_status oncourse_instrument_band(const oncourse_instrument* instrument, size_t index, oncourse_band* band,
                                         oncourse_error* error) {
  return nth(instrument, &Instrument::bands, index, band, error, [](const Band& from) {
    return oncourse_band{from.from, c::literal(from.label)};
  });
}

oncourse_status oncourse_instrument_cutoff(const oncourse_instrument* instrument, size_t index, oncourse_cutoff* cutoff,
                                           oncourse_error* error) {
  return nth(instrument, &Instrument::cutoffs, index, cutoff, error, c::cutoff);
}

oncourse_status oncourse_instrument_risk_item(const oncourse_instrument* instrument, size_t index,
                                              oncourse_risk_item* item, oncourse_error* error) {
  return nth(instrument, &Instrument::risk, index, item, error, [](const RiskItem& from) {
    return oncourse_risk_item{c::literal(from.meaning), from.item, from.threshold};
  });
}

const char* oncourse_instrument_json(const oncourse_instrument* instrument) {
  if (!instrument) return nullptr;
  return instrument->json.read([&] { return to_json(*instrument->definition); });
}
