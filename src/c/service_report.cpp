// service_report.cpp: a service's report over the C boundary.
// SPDX-License-Identifier: Apache-2.0
#include "columns.hpp"
#include "model.hpp"
#include "oncourse/cohort/service_columns.hpp"
#include "oncourse/report/service_page.hpp"
#include "rules.hpp"

using namespace oncourse;

/// Never moved: its texts are made on demand.
struct oncourse_service_report {
  ServiceReport found;
  ServiceOptions options;
  ServiceTables tables;
  std::vector<LoadedInstrument> loaded;  ///< keeps the definition alive where it does not ship
  const Instrument* definition;
  c::Document text, html;
};

namespace {

constexpr std::array service_table_of = {&ServiceTables::outcomes, &ServiceTables::groups, &ServiceTables::funnels,
                                         &ServiceTables::points, &ServiceTables::troubles};

static_assert(service_table_of[ONCOURSE_SERVICE_OUTCOMES] == &ServiceTables::outcomes);
static_assert(service_table_of[ONCOURSE_SERVICE_GROUPS] == &ServiceTables::groups);
static_assert(service_table_of[ONCOURSE_SERVICE_FUNNELS] == &ServiceTables::funnels);
static_assert(service_table_of[ONCOURSE_SERVICE_POINTS] == &ServiceTables::points);
static_assert(service_table_of[ONCOURSE_SERVICE_TROUBLES] == &ServiceTables::troubles);

Result<ServiceOptions> service_options_from(const oncourse_service_options& known) {
  ServiceOptions out;
  const auto plan = c::plan_from(known.plan);
  const auto rules = c::rules_from(known.rules, known.n_rules);
  const auto target = c::target_from(known.target_kind, known.target_value);
  const auto combination = c::one_of(rule_combinations, known.combination, "combination");
  const auto least = c::count_from(known.least_group, out.least_group, "least_group");
  if (!plan) return plan.error();
  if (!rules) return rules.error();
  if (!target) return target.error();
  if (!combination) return combination.error();
  if (!least) return least.error();
  out.plan = *plan;
  out.assess.rules = *rules;
  out.assess.target = *target;
  out.assess.combination = *combination;
  out.assess.alpha = c::or_default(known.alpha, out.assess.alpha);
  out.level = c::level_from(known.level);
  out.funnel.warning = c::or_default(known.warning, out.funnel.warning);
  out.funnel.alert = c::or_default(known.alert, out.funnel.alert);
  out.least_group = *least;
  return out;
}

/// Texts of the groups' labels, or their numbers, row by row.
Result<TableColumn> labels_of(const oncourse_grouping& of, std::size_t n, std::size_t index) {
  const std::string place = "groupings[" + text(index) + "]";
  if (auto trouble = c::missing({{(place + ".name").c_str(), of.name}})) return *std::move(trouble);
  if (auto trouble = c::trouble_in_name(of.name, place + ".name")) return *std::move(trouble);
  if (auto trouble = c::missing_arrays(n, {{(place + ".groups").c_str(), of.groups}})) return *std::move(trouble);
  const auto names = c::list(of.labels, of.n_labels, "labels");
  if (!names) return names.error();
  for (std::size_t i = 0; i < names->size(); ++i) {
    const std::string which = place + ".labels[" + text(i) + "]";
    if (auto trouble = c::missing({{which.c_str(), (*names)[i]}})) return *std::move(trouble);
    if (auto trouble = c::trouble_in_name((*names)[i], which)) return *std::move(trouble);
  }
  auto out = TableColumn::texts(of.name);
  for (std::size_t row = 0; row < n; ++row) {
    const std::int64_t group = of.groups[row];
    if (group < 0)
      out.append_null();
    else if (names->empty())
      out.append(std::string_view(text(group)));
    else if (static_cast<std::uint64_t>(group) < names->size())
      out.append((*names)[static_cast<std::size_t>(group)]);
    else
      return Error{Errc::bad_argument, place + ": row " + text(row + 1) + " is of group " + text(group) +
                                           ", there are " + text(names->size()) + " labels"};
  }
  return out;
}

/// The caller's arrays as columns, which borrow from them and from the texts here.
struct ServiceTable {
  Column person, score;
  std::optional<Column> session, day, referral;
  std::vector<Column> covariates, groups;
  std::vector<TableColumn> labels;

  [[nodiscard]] ServiceColumns columns() const {
    ServiceColumns out;
    out.person = &person;
    out.score = &score;
    out.session = c::pointer(session);
    out.day = c::pointer(day);
    out.referral = c::pointer(referral);
    for (const Column& one : covariates) out.covariates.push_back(&one);
    for (const Column& one : groups) out.groups.push_back(&one);
    return out;
  }
};

Result<ServiceTable> service_table_from(const oncourse_service_rows* rows, const ResponseModel* model) {
  const auto known = c::read(rows);
  if (!known) return known.error();
  const std::size_t n = known->n;
  if (auto trouble = c::missing_arrays(n, {{"rows.person", known->person}, {"rows.score", known->score}}))
    return *std::move(trouble);
  const std::size_t asked = model ? model->growth.design.covariates.size() : 0;
  if (known->n_covariates != asked)
    return Error{Errc::bad_argument, text(known->n_covariates) + " covariates, the model has " + text(asked)};
  const auto covariates = c::list(known->covariates, known->n_covariates, "covariates");
  const auto groupings = c::list(known->groupings, known->n_groupings, "groupings");
  if (!covariates) return covariates.error();
  if (!groupings) return groupings.error();
  ServiceTable out{c::column("person", known->person, n),
                   c::column("score", known->score, n),
                   c::optional_column("session", known->session, n),
                   c::optional_column("day", known->day, n),
                   c::optional_column("referral", known->referral, n),
                   {},
                   {},
                   {}};
  for (std::size_t i = 0; i < covariates->size(); ++i) {
    const std::string& name = model->growth.design.covariates[i].name;
    if (n > 0 && !(*covariates)[i]) return Error{Errc::bad_argument, "the column of covariate " + name + " is NULL"};
    out.covariates.push_back(c::column(name, (*covariates)[i], n));
  }
  for (std::size_t i = 0; i < groupings->size(); ++i) {
    auto labels = labels_of((*groupings)[i], n, i);
    if (!labels) return labels.error();
    out.labels.push_back(*std::move(labels));
  }
  for (const TableColumn& one : out.labels) out.groups.push_back({one.name(), {one.view()}, n});
  return out;
}

}  // namespace

oncourse_status oncourse_service_report_new(const oncourse_service_rows* rows, const oncourse_instrument* instrument,
                                            const oncourse_model* model, const oncourse_service_options* options,
                                            oncourse_service_report** report, oncourse_error* error) {
  return c::call(report, error, [&]() -> Result<std::unique_ptr<oncourse_service_report>> {
    if (auto trouble = c::missing({{"rows", rows}, {"instrument", instrument}})) return *std::move(trouble);
    const auto known = c::read(options);
    if (!known) return known.error();
    auto asked = service_options_from(*known);
    if (!asked) return asked.error();
    const auto threads = c::enumerator<std::int32_t>(known->threads, 0, growth::most_threads, "threads");
    if (!threads) return threads.error();
    const ResponseModel* const by = model ? &model->model : nullptr;
    const auto table = service_table_from(rows, by);
    if (!table) return table.error();
    const auto courses =
        service_courses(table->columns(), *instrument->definition, by, *asked, *threads == 0 ? 1 : *threads);
    if (!courses) return courses.error();
    auto found = service_report(*courses, *asked);
    if (!found) return found.error();
    ServiceTables of = service_tables(*found, *asked);
    return std::unique_ptr<oncourse_service_report>(new oncourse_service_report{
        *std::move(found), *std::move(asked), std::move(of), c::with({}, *instrument), instrument->definition, {}, {}});
  });
}

void oncourse_service_report_free(oncourse_service_report* report) { delete report; }

oncourse_status oncourse_service_report_table(const oncourse_service_report* report, int32_t which,
                                              oncourse_table** table, oncourse_error* error) {
  return c::call(table, error, [&]() -> Result<std::unique_ptr<oncourse_table>> {
    if (auto trouble = c::missing({{"report", report}})) return *std::move(trouble);
    const auto of = c::one_of(service_table_of, which, "which");
    if (!of) return of.error();
    return c::table_handle(report->tables.*(*of));
  });
}

const char* oncourse_service_report_text(const oncourse_service_report* report) {
  if (!report) return nullptr;
  return report->text.read([&] { return to_text(report->found, report->options, *report->definition); });
}

const char* oncourse_service_report_html(const oncourse_service_report* report) {
  if (!report) return nullptr;
  return report->html.read([&] { return to_html(report->found, report->options, *report->definition); });
}
