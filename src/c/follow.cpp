// follow.cpp: many courses judged day by day over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/follow_columns.hpp"
#include "oncourse/cohort/kept_file.hpp"
#include "rules.hpp"

using namespace oncourse;

struct oncourse_followed {
  std::unique_ptr<oncourse_table> verdicts, refusals;
  Table kept;
};

namespace {

/// The caller's columns. Nothing is copied.
struct SessionRows {
  Column person, score;
  std::optional<Column> session, day, group;
  std::vector<Column> covariates;

  static Result<SessionRows> read(const oncourse_session_rows* rows, const growth::Design& design) {
    const auto known = c::read(rows);
    if (!known) return known.error();
    const std::size_t n = known->n;
    if (auto trouble = c::missing_arrays(n, {{"rows.person", known->person}, {"rows.score", known->score}}))
      return *std::move(trouble);
    if (known->n_covariates != design.covariates.size())
      return Error{Errc::not_available,
                   text(known->n_covariates) + " covariates given, the model has " + text(design.covariates.size())};
    SessionRows out{c::column("person", known->person, n),
                    c::column("score", known->score, n),
                    c::optional_column("session", known->session, n),
                    c::optional_column("day", known->day, n),
                    c::optional_column("group", known->group, n),
                    {}};
    for (std::size_t i = 0; i < known->n_covariates; ++i) {
      if (!known->covariates || (n > 0 && !known->covariates[i]))
        return Error{Errc::bad_argument, "rows.covariates has a column that is NULL"};
      out.covariates.push_back(c::column(design.covariates[i].name, known->covariates[i], n));
    }
    return out;
  }

  [[nodiscard]] TrackColumns shown() const {
    TrackColumns out;
    out.person = &person;
    out.session = c::pointer(session);
    out.day = c::pointer(day);
    out.score = &score;
    out.group = c::pointer(group);
    for (const Column& one : covariates) out.covariates.push_back(&one);
    return out;
  }
};

Result<FollowOptions> follow_options_from(const oncourse_follow_options* options) {
  const auto known = c::read(options);
  if (!known) return known.error();
  const auto plan = c::plan_from(known->plan);
  if (!plan) return plan.error();
  const auto rules = c::rules_from(known->rules, known->n_rules);
  if (!rules) return rules.error();
  const auto combination = c::one_of(rule_combinations, known->combination, "combination");
  if (!combination) return combination.error();
  const auto target = c::target_from(known->target_kind, known->target_value);
  if (!target) return target.error();
  const auto per_person = c::yes_or_no(known->per_person, "per_person");
  if (!per_person) return per_person.error();
  const auto last_rows = c::yes_or_no(known->last_rows, "last_rows");
  if (!last_rows) return last_rows.error();
  if (auto trouble = c::trouble_in_reserved(known->reserved)) return *std::move(trouble);
  FollowOptions out;
  out.plan = *plan;
  out.target = *target;
  out.alpha = c::or_default(known->alpha, out.alpha);
  out.rules = *rules;
  out.combination = *combination;
  if (known->group) out.group = known->group;
  out.every_session = !*per_person;
  out.keep = !*last_rows;
  if (known->threads != 0) out.threads = known->threads;
  return out;
}

}  // namespace

oncourse_status oncourse_follow(const oncourse_session_rows* rows, const oncourse_instrument* instrument,
                                const oncourse_model* model, const oncourse_follow_options* options,
                                const oncourse_followed* before, oncourse_followed** followed, oncourse_error* error) {
  return c::call(followed, error, [&]() -> Result<std::unique_ptr<oncourse_followed>> {
    if (auto trouble = c::missing({{"rows", rows}, {"instrument", instrument}, {"model", model}}))
      return *std::move(trouble);
    const auto columns = SessionRows::read(rows, model->model.growth.design);
    if (!columns) return columns.error();
    const auto chosen = follow_options_from(options);
    if (!chosen) return chosen.error();
    if (before && before->kept.columns.empty())
      return Error{Errc::bad_argument, "before has kept nothing: its options said that no rows will follow"};
    auto found = follow_columns(columns->shown(), *instrument->definition, model->model, *chosen,
                                before ? before->kept.view() : std::vector<Column>());
    if (!found) return found.error();
    auto out = std::make_unique<oncourse_followed>();
    out->verdicts = chosen->every_session ? c::table_handle(std::move(found->verdicts))
                                          : c::table_handle(found->first_rows, std::move(found->verdicts));
    out->refusals = c::table_handle(std::move(found->refusals));
    out->kept = std::move(found->kept);
    return out;
  });
}

void oncourse_followed_free(oncourse_followed* followed) { delete followed; }

const oncourse_table* oncourse_followed_verdicts(const oncourse_followed* followed) {
  return followed ? followed->verdicts.get() : nullptr;
}

const oncourse_table* oncourse_followed_refusals(const oncourse_followed* followed) {
  return followed ? followed->refusals.get() : nullptr;
}

oncourse_status oncourse_followed_bytes(const oncourse_followed* followed, unsigned char* bytes, size_t capacity,
                                        size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"followed", followed}})) return *std::move(trouble);
    const auto size = document_size(followed->kept);
    if (!size) return size.error();
    const auto room = c::write(bytes, capacity, static_cast<const unsigned char*>(nullptr), 0);
    if (!room) return room.error();
    if (bytes && capacity < *size)
      return Error{Errc::bad_argument, "room for " + text(capacity) + ", " + text(*size) + " are needed"};
    if (bytes) write_document(followed->kept, reinterpret_cast<std::byte*>(bytes));
    return *size;
  });
}

oncourse_status oncourse_followed_read(const void* bytes, size_t length, oncourse_followed** followed,
                                       oncourse_error* error) {
  return c::call(followed, error, [&]() -> Result<std::unique_ptr<oncourse_followed>> {
    if (auto trouble = c::missing({{"bytes", bytes}})) return *std::move(trouble);
    auto kept = kept_from_bytes({static_cast<const std::byte*>(bytes), length});
    if (!kept) return kept.error();
    auto out = std::make_unique<oncourse_followed>();
    out->verdicts = c::table_handle(Table{});
    out->refusals = c::table_handle(Table{});
    out->kept = *std::move(kept);
    return out;
  });
}
