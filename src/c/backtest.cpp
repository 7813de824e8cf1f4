// backtest.cpp: rules tried on persons they were not made for, over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "model.hpp"
#include "oncourse/cohort/backtest_columns.hpp"
#include "oncourse/report/backtest_page.hpp"
#include "rules.hpp"

using namespace oncourse;

/// Never moved: its texts are made on demand.
struct oncourse_backtest {
  Backtest found;
  BacktestOptions options;
  BacktestTables tables;
  std::vector<LoadedInstrument> loaded;  ///< keeps the definition alive where it does not ship
  const Instrument* definition;
  c::Document text, html;
};

namespace {

constexpr std::array limits = {BacktestRule::Limits::calibrated, BacktestRule::Limits::published,
                               BacktestRule::Limits::cross_calibrated};
constexpr std::array tables = {&BacktestTables::rules, &BacktestTables::strata,      &BacktestTables::sessions,
                               &BacktestTables::roc,   &BacktestTables::reliability, &BacktestTables::alarms};

static_assert(limits[ONCOURSE_LIMITS_CALIBRATED] == BacktestRule::Limits::calibrated);
static_assert(limits[ONCOURSE_LIMITS_PUBLISHED] == BacktestRule::Limits::published);
static_assert(limits[ONCOURSE_LIMITS_CROSS_CALIBRATED] == BacktestRule::Limits::cross_calibrated);
static_assert(tables[ONCOURSE_BACKTEST_RULES] == &BacktestTables::rules);
static_assert(tables[ONCOURSE_BACKTEST_STRATA] == &BacktestTables::strata);
static_assert(tables[ONCOURSE_BACKTEST_SESSIONS] == &BacktestTables::sessions);
static_assert(tables[ONCOURSE_BACKTEST_ROC] == &BacktestTables::roc);
static_assert(tables[ONCOURSE_BACKTEST_RELIABILITY] == &BacktestTables::reliability);
static_assert(tables[ONCOURSE_BACKTEST_ALARMS] == &BacktestTables::alarms);

Result<BacktestRule> rule_from(const oncourse_backtest_rule& known) {
  const auto rule = c::rule_from({known.kind, known.early_session, known.level, known.improvement});
  const auto by = c::one_of(limits, known.limits, "limits");
  const auto spending = c::one_of(alpha_spendings, known.spending, "spending");
  const auto plain_model = c::yes_or_no(known.plain_model, "plain_model");
  if (!rule) return rule.error();
  if (!by) return by.error();
  if (!spending) return spending.error();
  if (!plain_model) return plain_model.error();
  if (auto trouble = c::trouble_in_reserved(known.reserved)) return *std::move(trouble);
  BacktestRule out;
  out.rule = *rule;
  out.limits = *by;
  out.spending = *spending;
  out.alpha = c::or_default(known.alpha, out.alpha);
  out.plain_model = *plain_model;
  return out;
}

oncourse_backtest_rule rule_of(const BacktestRule& rule) {
  return {c::number_of(monitoring_rules, rule.rule.kind),
          c::number_of(limits, rule.limits),
          c::number_of(alpha_spendings, rule.spending),
          rule.plain_model ? 1 : 0,
          rule.rule.early_session,
          0,
          rule.alpha,
          rule.rule.level,
          rule.rule.improvement};
}

/// How the folds are made, and who is in them.
Result<BacktestOptions> options_from(const oncourse_backtest_options& known, const Instrument& instrument) {
  BacktestOptions out;
  const auto plan = c::plan_from(known.plan);
  if (!plan) return plan.error();
  out.plan = *plan;
  const auto target = c::target_from(known.target_kind, known.target_value);
  if (!target) return target.error();
  out.target = target->value_or(default_target(instrument));
  const auto sessions = c::list(known.sessions, known.n_sessions, "sessions");
  if (!sessions) return sessions.error();
  if (!sessions->empty()) out.sessions.assign(sessions->begin(), sessions->end());
  if (known.folds != 0) out.folds = known.folds;
  if (known.inner_folds != 0) out.inner_folds = known.inner_folds;
  if (known.repetitions != 0) out.repetitions = known.repetitions;
  if (known.least_scores != 0) out.least_scores = known.least_scores;
  if (known.seed != 0) out.seed = known.seed;
  out.share = c::or_default(known.share, out.share);
  out.confidence = c::level_from(known.confidence);
  const auto has_intake = c::yes_or_no(known.has_intake, "has_intake");
  if (!has_intake) return has_intake.error();
  if (!*has_intake && known.intake != 0.0)
    return Error{Errc::bad_argument, "intake is " + text(known.intake) + ", it must be 0 without has_intake"};
  if (*has_intake) out.intake = known.intake;
  if (known.progress)
    out.progress = [progress = known.progress, context = known.context](std::size_t done, std::size_t all) {
      return progress(context, done, all) == 0;
    };
  return out;
}

std::optional<Error> take_rules(BacktestOptions& out, const oncourse_backtest_options& known,
                                const Instrument& instrument) {
  const auto rules = c::list(known.rules, known.n_rules, "rules");
  if (!rules) return rules.error();
  if (rules->empty()) out.rules = usual_backtest_rules(out.design, instrument);
  for (std::size_t i = 0; i < rules->size(); ++i) {
    auto rule = rule_from((*rules)[i]);
    if (!rule) return Error{rule.error().code, "rules[" + text(i) + "]: " + rule.error().detail};
    out.rules.push_back(*std::move(rule));
  }
  return std::nullopt;
}

}  // namespace

const char* oncourse_rule_name(int32_t rule) { return c::literal(name(static_cast<MonitoringRule::Kind>(rule))); }

oncourse_status oncourse_usual_rules(const oncourse_instrument* instrument, const oncourse_fit_options* fitting,
                                     const double* alphas, size_t n_alphas, oncourse_backtest_rule* rules,
                                     size_t capacity, size_t* count, oncourse_error* error) {
  return c::call(count, error, [&]() -> Result<std::size_t> {
    if (auto trouble = c::missing({{"instrument", instrument}})) return *std::move(trouble);
    const auto form = c::options_from(fitting, nullptr, instrument->definition);
    if (!form) return form.error();
    const auto at = c::list(alphas, n_alphas, "alphas");
    if (!at) return at.error();
    RuleChoices choices;
    if (!at->empty()) choices.alphas.assign(at->begin(), at->end());
    std::vector<oncourse_backtest_rule> out;
    for (const BacktestRule& rule : usual_backtest_rules(form->design, *instrument->definition, choices)) {
      if (auto trouble = trouble_in(rule)) return *std::move(trouble);
      out.push_back(rule_of(rule));
    }
    return c::write(rules, capacity, out.data(), out.size());
  });
}

oncourse_status oncourse_backtest_new(const oncourse_rows* rows, const oncourse_fit_options* fitting,
                                      const oncourse_instrument* instrument, const oncourse_backtest_options* options,
                                      oncourse_backtest** backtest, oncourse_error* error) {
  return c::call(backtest, error, [&]() -> Result<std::unique_ptr<oncourse_backtest>> {
    if (auto trouble = c::missing({{"rows", rows}, {"instrument", instrument}})) return *std::move(trouble);
    const auto columns = c::Rows::read("rows", rows, {true, true});
    if (!columns) return columns.error();
    const Instrument& definition = *instrument->definition;
    const auto form = c::options_from(fitting, nullptr, &definition);
    if (!form) return form.error();
    const auto known = c::read(options);
    if (!known) return known.error();
    auto asked = options_from(*known, definition);
    if (!asked) return asked.error();
    asked->design = form->design;
    asked->likelihood = form->fit.likelihood;
    asked->threads = form->fit.threads;
    asked->time_unit = form->time_unit;
    if (auto trouble = take_rules(*asked, *known, definition)) return *std::move(trouble);
    const growth::Panel panel = columns->panel();
    if (known->groups) set_strata(*asked, c::group_labels(known->groups, panel));
    auto found = oncourse::backtest(panel, definition, *asked);
    if (!found) return found.error();
    asked->progress = nullptr;  // the caller's, who may be gone when a text is made
    BacktestTables of = backtest_columns(*found, *asked);
    return std::unique_ptr<oncourse_backtest>(new oncourse_backtest{
        *std::move(found), *std::move(asked), std::move(of), c::with({}, *instrument), &definition, {}, {}});
  });
}

void oncourse_backtest_free(oncourse_backtest* backtest) { delete backtest; }

oncourse_status oncourse_backtest_describe(const oncourse_backtest* backtest,
                                           oncourse_backtest_description* description, oncourse_error* error) {
  return c::call(description, error, [&]() -> Result<oncourse_backtest_description> {
    if (auto trouble = c::missing({{"backtest", backtest}})) return *std::move(trouble);
    const auto count = [](std::size_t persons) { return static_cast<std::int64_t>(persons); };
    const Backtest& found = backtest->found;
    return oncourse_backtest_description{sizeof(oncourse_backtest_description), count(found.persons),
                                         count(found.reached), count(found.left_out)};
  });
}

oncourse_status oncourse_backtest_table(const oncourse_backtest* backtest, int32_t which, oncourse_table** table,
                                        oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"backtest", backtest}})) return *std::move(trouble);
    const auto of = c::one_of(tables, which, "which");
    if (!of) return of.error();
    return c::table_handle(backtest->tables.*(*of));
  });
}

const char* oncourse_backtest_text(const oncourse_backtest* backtest) {
  if (!backtest) return nullptr;
  return backtest->text.read([&] { return to_text(backtest->found, backtest->options, *backtest->definition); });
}

const char* oncourse_backtest_html(const oncourse_backtest* backtest) {
  if (!backtest) return nullptr;
  return backtest->html.read([&] { return to_html(backtest->found, backtest->options, *backtest->definition); });
}
