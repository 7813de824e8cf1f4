// follow_columns.cpp: rows into verdicts, one course after the other.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/follow_columns.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/parallel.hpp"
#include "cohort/groups.hpp"
#include "cohort/kept_courses.hpp"
#include "cohort/person_runs.hpp"
#include "cohort/whole_number.hpp"
#include "json/checksum.hpp"
#include "oncourse/growth/fit.hpp"
#include "oncourse/instrument/definition.hpp"
#include "oncourse/track/model_file.hpp"
#include "track/asked.hpp"
#include "track/combined_rules.hpp"
#include "track/session_forecast.hpp"

namespace oncourse {
namespace {

/// All that is asked of every course alike.
struct Asked {
  const Instrument& q;
  const ResponseModel& model;
  const FollowOptions& options;
  Target target = {};
  std::vector<std::string> groups = {};  ///< that there are calibrations for
  KeptFor kept_for = {};

  [[nodiscard]] std::optional<int> group(std::string_view label) const {
    const auto found = std::find(groups.begin(), groups.end(), label);
    return found == groups.end() ? std::nullopt : std::optional(static_cast<int>(found - groups.begin()));
  }
};

std::optional<Error> trouble_in_options(const FollowOptions& options, const Instrument& q, const ResponseModel& model) {
  if (auto trouble = trouble_in(options.plan)) return trouble;
  if (!(options.alpha > 0.0 && options.alpha < 1.0))
    return Error{Errc::bad_argument, "alpha " + text(options.alpha) + ", it must lie between 0 and 1"};
  if (options.target)
    if (auto trouble = trouble_in(*options.target, q)) return trouble;
  for (const MonitoringRule& rule : options.rules)
    if (auto trouble = trouble_in(rule)) return trouble;
  if (auto trouble = trouble_in(growth::FitOptions{growth::Likelihood::full, {}, options.threads})) return trouble;
  if (!q.has_total()) return accept_total(q, 0.0).error();
  if (auto trouble = trouble_in_instrument(model, q)) return trouble;
  if (!options.group.empty())
    if (auto trouble = trouble_in_group(&model, options.group)) return trouble;
  return trouble_in_use(model.growth.design, q);
}

/// The columns as they are read, row by row.
struct Read {
  const Column* session = nullptr;
  const Column* score = nullptr;
  const Column* date_or_day = nullptr;
  const Column* group = nullptr;
  bool dated = false;
  std::vector<double> days = {};               ///< of dates that are text
  std::vector<const Column*> covariates = {};  ///< of the model; nullptr: medication of which nothing is known, 0
};

Result<Read> read_columns(const TrackColumns& columns, const growth::Design& design) {
  if (!columns.score) return Error{Errc::bad_argument, "courses are followed by totals: score the items first"};
  Read out{columns.session, columns.score, columns.date ? columns.date : columns.day, columns.group,
           columns.date != nullptr};
  for (const Column* column : {out.session, out.score, columns.date, columns.day, out.group})
    if (column)
      if (auto trouble = trouble_in_length(*column, columns.person->size)) return *trouble;
  for (const Column* column : {out.session, out.score, columns.date ? nullptr : columns.day})
    if (column)
      if (auto trouble = trouble_in_numbers(*column)) return *trouble;
  if (columns.date) {
    if (auto trouble = trouble_in_days(*columns.date)) return *trouble;
    if (is_text(columns.date->value_type())) {
      auto read = days(*columns.date);
      if (!read) return read.error();
      out.days = *std::move(read);
    }
  }
  if (out.group)
    if (auto trouble = trouble_in(*out.group)) return *trouble;
  for (const growth::Covariate& covariate : design.covariates) {
    const auto found = std::find_if(columns.covariates.begin(), columns.covariates.end(),
                                    [&](const Column* column) { return column->name == covariate.name; });
    if (found == columns.covariates.end()) {
      if (covariate.name != "medication")
        return Error{Errc::not_available, "the model needs the covariate " + covariate.name + ", no column has it"};
      out.covariates.push_back(nullptr);
      continue;
    }
    if (auto trouble = trouble_in_length(**found, columns.person->size)) return *trouble;
    if (auto trouble = trouble_in_numbers(**found)) return *trouble;
    out.covariates.push_back(*found);
  }
  return out;
}

std::uint32_t checksum_of_question(const Asked& asked, const Read& read) {
  const FollowOptions& options = asked.options;
  const Plan& plan = options.plan;
  json::Value rules = json::Value::array(), covariates = json::Value::array();
  for (const MonitoringRule& rule : options.rules)
    rules.push_back({{"kind", name(rule.kind)},
                     {"level", rule.level},
                     {"early_session", rule.early_session},
                     {"improvement", rule.improvement}});
  for (const Column* column : read.covariates)
    if (column) covariates.push_back(column->name);
  return json::checksum({{"instrument", to_json(asked.q)},
                         {"plan", json::Value::array({plan.window_first, plan.window_last, plan.cadence_days,
                                                      plan.initial_sessions, plan.termination_sessions})},
                         {"target", name(asked.target.kind)},
                         {"target_value", asked.target.value},
                         {"alpha", options.alpha},
                         {"rules", std::move(rules)},
                         {"combination", name(options.combination)},
                         {"group", read.group ? json::Value() : json::Value(options.group)},
                         {"covariates", std::move(covariates)},
                         {"time", read.dated         ? "date"
                                  : read.date_or_day ? "day"
                                                     : "session"}});
}

Asked asked_of(const Read& read, const Instrument& q, const ResponseModel& model, const FollowOptions& options) {
  Asked out{q, model, options, target_asked(options.target, &model, q)};
  std::set<std::string> labels;
  for (const Calibration& one : model.calibrations)
    if (!one.group.label.empty()) labels.insert(one.group.label);
  out.groups.assign(labels.begin(), labels.end());
  out.kept_for = {crc32_of(model),
                  checksum_of_question(out, read),
                  std::max<std::size_t>(options.rules.size(), 1),
                  out.groups.size(),
                  &q,
                  &model.growth.design,
                  model.time_unit,
                  read.dated,
                  read.group != nullptr,
                  out.group(options.group)};
  return out;
}

/// What is said of a score, or of a course at its latest one.
struct Said {
  std::optional<Verdict> verdict = {};
  double probability = no_signal, value = no_signal, threshold = no_signal;
  std::optional<MonitoringRule::Kind> rule = {};
};

/// The rules for one intake score and group.
struct IntakeRules {
  std::optional<Error> refused = {};
  std::optional<TargetLine> line = {};  ///< absent: nobody could meet the target from there
  CombinedRules rules = {};

  static IntakeRules make(const Asked& asked, double intake, const std::string& group) {
    IntakeRules out;
    auto line = line_for(asked.target, asked.q, intake);
    if (!line) return out;
    out.line = *std::move(line);
    const CourseQuestion question{&asked.q, asked.model.time_unit, asked.options.plan, asked.target, *out.line, intake,
                                  group,    asked.options.alpha};
    auto rules = CombinedRules::make(&asked.model, question, asked.options.rules, asked.options.combination);
    if (rules)
      out.rules = *std::move(rules);
    else
      out.refused = rules.error();
    return out;
  }

  [[nodiscard]] Said say(const CourseReading& reading, const PlannedEnd& end) const {
    const AlarmRule& decided = rules.rules[rules.decided()];
    const double horizon = end.reached ? reading.latest_time() : end.horizon;
    const auto read = decided.probability(horizon);
    return {rules.verdict(), read ? *read : reading.probability(*line, horizon), decided.value().value_or(no_signal),
            decided.threshold().value_or(no_signal), decided.rule().kind};
  }
};

struct RowRefusal {
  std::size_t row = 0;
  Error why;
};

/// What is not there, in columns of codes until they are complete.
constexpr std::int8_t none = -1;

template <class Enum>
std::int8_t code_of(const std::optional<Enum>& value) {
  return value ? static_cast<std::int8_t>(*value) : none;
}

template <class Names>
TableColumn category_column(std::string column, const Names& names) {
  std::vector<std::string_view> kinds;
  for (const auto one : names) kinds.push_back(name(one));
  return TableColumn::categories(std::move(column), kinds);
}

TableColumn status_column() {
  std::vector<std::string_view> kinds = {"ok"};
  for (int code = 1; code <= static_cast<int>(Errc::not_available); ++code)
    kinds.push_back(name(static_cast<Errc>(code)));
  return TableColumn::categories("status", kinds);
}

/// The table of verdicts while it is written, on any thread.
class Verdicts {
 public:
  Verdicts(std::size_t rows, bool every_session) {
    constexpr std::array verdicts = {Verdict::undetermined, Verdict::on_track, Verdict::off_track,
                                     Verdict::reached_target};
    columns_ = {TableColumn::whole_numbers("session"),
                category_column("verdict", verdicts),
                TableColumn::numbers("probability"),
                every_session ? TableColumn::booleans("alarm") : TableColumn::whole_numbers("alarm_session"),
                TableColumn::numbers("value"),
                TableColumn::numbers("threshold"),
                category_column("rule", monitoring_rules),
                status_column()};
    if (every_session) columns_.erase(columns_.begin());
    for (TableColumn& column : columns_) column.resize(rows);
    if (every_session) alarms_.assign(rows, none);
  }

  void write_session(std::size_t row, const Said& said, bool alarm, int status) {
    if (said.verdict) alarms_[row] = alarm ? 1 : 0;
    write(columns_.data(), row, said, status);
  }
  void write_person(std::size_t row, const Said& said, std::optional<int> session, std::optional<int> alarm,
                    int status) {
    columns_.front().write(row, std::int32_t{session.value_or(none)});
    columns_[3].write(row, std::int32_t{alarm.value_or(none)});
    write(columns_.data() + 1, row, said, status);
  }

  Table table(int threads) && {
    constexpr std::size_t block = std::size_t{1} << 16;
    const std::size_t rows = columns_.front().size();
    on_threads((rows + block - 1) / block, threads, [&](std::size_t k) {
      const std::size_t first = k * block, last = std::min(first + block, rows);
      for (TableColumn& column : columns_) {
        if (column.is_boolean()) {
          column.mark_true(first, last, [&](std::size_t row) { return alarms_[row] == 1; });
          column.mark_nulls(first, last, [&](std::size_t row) { return alarms_[row] == none; });
        } else if (column.categories()) {
          column.mark_nulls(first, last, [&](std::size_t row) { return column.written<std::int8_t>(row) == none; });
        } else if (column.format() == "g") {
          column.mark_nulls(first, last, [&](std::size_t row) { return std::isnan(column.written<double>(row)); });
        } else {
          column.mark_nulls(first, last, [&](std::size_t row) { return column.written<std::int32_t>(row) == none; });
        }
      }
    });
    for (TableColumn& column : columns_) column.count_nulls();
    return {std::move(columns_)};
  }

 private:
  static void write(TableColumn* from_verdict, std::size_t row, const Said& said, int status) {
    from_verdict[0].write(row, code_of(said.verdict));
    from_verdict[1].write(row, said.probability);
    from_verdict[3].write(row, said.value);
    from_verdict[4].write(row, said.threshold);
    from_verdict[5].write(row, code_of(said.rule));
    from_verdict[6].write(row, static_cast<std::int8_t>(status));
  }

  std::vector<TableColumn> columns_;
  std::vector<std::int8_t> alarms_;  ///< 1, 0 or none
};

/// Follows courses one after the other; one for each thread.
class Follower {
 public:
  Follower(const Asked& asked, const Read& read, Verdicts& verdicts)
      : asked_(asked),
        read_(read),
        verdicts_(verdicts),
        session_(*read.session),
        score_(*read.score),
        reading_(&asked.model.growth, asked.q),
        values_(read.covariates.size()) {
    if (read.date_or_day) day_.emplace(*read.date_or_day);
    if (read.group) group_.emplace(*read.group);
    for (const Column* column : read.covariates)
      covariates_.push_back(column ? std::optional<ColumnReader>(*column) : std::nullopt);
  }

  /// Takes a course through its rows of today, and leaves it as it is to be kept.
  ///
  ///   person  its row, where verdicts are of persons
  void follow(KeptCourse& course, const RowsOfPerson& rows, std::size_t person) {
    intake_rules_ = nullptr;
    if (course.refused == 0) {
      reading_.restore(course.reading, course.person, course.covariates);
      if (course.reading.scores > 0)
        if (auto trouble = take_rules(course)) course.refused = refuse(rows[0], *std::move(trouble));
    }
    latest_ = {};
    latest_session_.reset();
    for (std::size_t k = 0; k < rows.size; ++k) follow_row(course, rows[k]);
    if (course.refused != 0) {  // and nothing else is to be known of it
      const int why = course.refused;
      course.begin();
      course.refused = why;
    } else if (course.reading.scores > 0) {
      course.reading = reading_.kept();
      reading_.person().keep(course.person);
      if (intake_rules_->line)
        for (std::size_t r = 0; r < course.rules.size(); ++r) course.rules[r] = intake_rules_->rules.rules[r].kept();
    }
    if (!asked_.options.every_session) write_person(course, person);
  }

  std::vector<RowRefusal> refusals;

 private:
  void follow_row(KeptCourse& course, std::size_t row) {
    Said said;
    bool alarm = false;
    int status = 0;
    if (course.refused == 0) {
      const double total = score_.number(row);
      std::optional<Error> off_scale;
      if (!std::isnan(total))
        if (auto accepted = accept_total(asked_.q, total); !accepted) off_scale = accepted.error();
      const bool measured = !std::isnan(total) && !off_scale;
      auto end = advance(course, row, measured);
      if (!end && measured) end = judge(course, total, said, alarm);
      if (end) {
        said = {};
        course.refused = refuse(row, *std::move(end));
      } else if (off_scale) {
        status = refuse(row, *std::move(off_scale));
      } else if (measured) {
        latest_ = said;
        latest_session_ = course.latest.number;
      }
    }
    if (!asked_.options.every_session) return;
    if (status == 0) status = status_of(course);
    verdicts_.write_session(row, said, alarm, status);
  }

  [[nodiscard]] static int status_of(const KeptCourse& course) {
    if (course.refused != 0) return course.refused;
    return course.reading.scores == 0 ? static_cast<int>(Errc::not_enough_sessions) : 0;
  }

  int refuse(std::size_t row, Error why) {
    const int code = static_cast<int>(why.code);
    refusals.push_back({row, std::move(why)});
    return code;
  }

  /// A whole number as track_columns() takes it.
  static std::optional<Error> take_whole(double value, const char* what, long& into) {
    if (std::isnan(value)) return Error{Errc::bad_argument, "no " + std::string(what)};
    if (!is_whole_number(value)) return whole_number_expected(what);
    into = static_cast<long>(value);
    return std::nullopt;
  }

  /// To the session of a row.
  std::optional<Error> advance(KeptCourse& course, std::size_t row, bool measured) {
    long number = 0, day = 0;
    if (auto trouble = take_whole(session_.number(row), "session", number)) return trouble;
    if (day_) {
      const double stated = read_.days.empty() ? day_->number(row) : read_.days[row];
      if (auto trouble = take_whole(stated, read_.dated ? "date" : "day", day)) return trouble;
      if (read_.dated) {
        if (!course.intake_day) course.intake_day = day;
        day -= *course.intake_day;
      }
    } else {
      day = number * asked_.options.plan.cadence_days;
    }
    if (auto trouble = trouble_in_number_of_sessions(course.sessions + 1)) return trouble;
    const SessionPlace at{static_cast<int>(number), day};
    if (auto trouble = trouble_in_place(at, course.sessions > 0 ? &course.latest : nullptr)) return trouble;
    for (std::size_t c = 0; c < values_.size(); ++c) {
      values_[c] = covariates_[c] ? covariates_[c]->number(row) : 0.0;
      const bool not_needed = std::isnan(values_[c]) && !measured && course.sessions > 0;
      if (!std::isfinite(values_[c]) && !not_needed) return covariate_not_finite(at.number);
    }
    if (course.sessions == 0)
      if (auto trouble = take_group(course, row)) return trouble;
    course.latest = at;
    ++course.sessions;
    return std::nullopt;
  }

  std::optional<Error> take_group(KeptCourse& course, std::size_t row) {
    if (!group_) {
      course.group = asked_.group(asked_.options.group);
      return std::nullopt;
    }
    std::string label;
    if (is_text(read_.group->value_type())) {
      if (!group_->missing(row)) label = group_->text(row);
    } else {
      auto found = labels(*read_.group, {&row, 1});
      if (!found) return found.error();
      label = std::move(found->front());
    }
    course.group = asked_.group(label);
    return course.group ? std::nullopt : trouble_in_group_of_person(&asked_.model, label);
  }

  /// The rules for the course, as they stand.
  std::optional<Error> take_rules(const KeptCourse& course) {
    const int group = course.group.value_or(none);
    const auto [found, is_new] =
        known_.try_emplace({std::bit_cast<std::uint64_t>(course.reading.intake), group}, IntakeRules{});
    if (is_new)
      found->second = IntakeRules::make(asked_, course.reading.intake,
                                        course.group ? asked_.groups[static_cast<std::size_t>(group)] : std::string());
    intake_rules_ = &found->second;
    if (intake_rules_->refused) return intake_rules_->refused;
    auto& rules = intake_rules_->rules.rules;
    for (std::size_t r = 0; r < rules.size(); ++r)
      if (auto trouble = rules[r].restore(course.rules[r])) return trouble;
    return std::nullopt;
  }

  std::optional<Error> judge(KeptCourse& course, double total, Said& said, bool& alarm) {
    if (course.reading.scores == 0) {
      course.reading.intake = total;
      if (auto trouble = take_rules(course)) return trouble;
      std::copy(values_.begin(), values_.end(), course.covariates.begin());
    }
    ++course.reading.scores;
    const Plan& plan = asked_.options.plan;
    const TimeUnit unit = asked_.model.time_unit;
    const SessionPlace& at = course.latest;
    const double time = model_time(unit, at.number, static_cast<double>(at.day));
    reading_.observe(time, total, values_);
    if (!reading_.person().finite()) return growth::not_finite("session " + text(at.number));
    if (!intake_rules_->line) {
      said.verdict = Verdict::undetermined;
      return std::nullopt;
    }
    const PlannedEnd end{time_to_come(unit, plan, plan.window_last, at.number, static_cast<double>(at.day)),
                         at.number >= plan.window_last};
    if (!intake_rules_->rules.judge(reading_, end)) return growth::not_finite("session " + text(at.number));
    said = intake_rules_->say(reading_, end);
    if (!std::isfinite(said.probability)) return growth::not_finite("session " + text(at.number));
    alarm = !course.alarm && intake_rules_->rules.alarmed();
    if (alarm) course.alarm = at.number;
    return std::nullopt;
  }

  void write_person(const KeptCourse& course, std::size_t person) {
    Said said = latest_;
    if (course.refused != 0 || course.reading.scores == 0)
      said = {};
    else if (!said.verdict)
      said.verdict = intake_rules_->line ? intake_rules_->rules.verdict() : Verdict::undetermined;
    verdicts_.write_person(person, said, said.verdict ? latest_session_ : std::nullopt, course.alarm,
                           status_of(course));
  }

  const Asked& asked_;
  const Read& read_;
  Verdicts& verdicts_;
  ColumnReader session_, score_;
  std::optional<ColumnReader> day_, group_;
  std::vector<std::optional<ColumnReader>> covariates_;
  CourseReading reading_;
  std::vector<double> values_;                                  ///< of the covariates, at the row
  std::map<std::pair<std::uint64_t, int>, IntakeRules> known_;  ///< one object for all courses that begin alike
  IntakeRules* intake_rules_ = nullptr;
  Said latest_;
  std::optional<int> latest_session_;
};

Table refusal_table(const std::vector<std::vector<RowRefusal>>& parts) {
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> order;  // row, and where it was found
  for (std::size_t part = 0; part < parts.size(); ++part)
    for (std::size_t k = 0; k < parts[part].size(); ++k) order.emplace_back(parts[part][k].row, part, k);
  std::sort(order.begin(), order.end());
  Table out{{TableColumn::long_numbers("row"), TableColumn::texts("status"), TableColumn::texts("detail")}};
  for (const auto& [row, part, k] : order) {
    const Error& why = parts[part][k].why;
    out.columns[0].append(static_cast<std::int64_t>(row));
    out.columns[1].append(name(why.code));
    out.columns[2].append(why.detail);
  }
  return out;
}

}  // namespace

Result<Followed> follow_columns(const TrackColumns& columns, const Instrument& q, const ResponseModel& model,
                                const FollowOptions& options, std::span<const Column> kept) {
  if (auto trouble = trouble_in_options(options, q, model)) return *trouble;
  const auto read = read_columns(columns, model.growth.design);
  if (!read) return read.error();
  const Asked asked = asked_of(*read, q, model, options);
  const auto runs = PersonRuns::of(*columns.person, options.threads);
  if (!runs) return runs.error();

  const auto person =
      std::find_if(kept.begin(), kept.end(), [](const Column& column) { return column.name == "person"; });
  if (!kept.empty() && person == kept.end()) return Error{Errc::bad_argument, "what is kept has no column person"};
  const Column* const known = kept.empty() ? nullptr : &*person;
  const Column nothing{};
  const auto persons = known_persons(known ? *known : nothing, *columns.person, *runs);
  if (!persons) return persons.error();
  std::optional<KeptReader> kept_reader;
  if (known) {
    auto made = KeptReader::make(kept, *known, asked.kept_for);
    if (!made) return made.error();
    kept_reader = *std::move(made);
  }

  const std::size_t n_known = persons->today.size(), n = n_known + persons->newcomers.size();
  Verdicts verdicts(options.every_session ? columns.person->size : runs->persons(), options.every_session);
  std::optional<KeptWriter> writer;
  if (options.keep) writer.emplace(all_persons(known, *columns.person, *runs, persons->newcomers), asked.kept_for);

  constexpr std::size_t chunk = 2048;
  const std::size_t chunks = (n + chunk - 1) / chunk;
  std::vector<std::vector<RowRefusal>> refusals(chunks);
  std::vector<std::optional<Error>> troubles(chunks);
  on_threads(chunks, options.threads, [&](std::size_t k) {
    Follower follower(asked, *read, verdicts);
    std::optional<KeptReader> reader = kept_reader;
    KeptCourse course = asked.kept_for.course();
    for (std::size_t i = k * chunk; i < std::min(n, (k + 1) * chunk); ++i) {
      if (i < n_known) {
        if ((troubles[k] = reader->read(i, course))) return;
      } else {
        course.begin();
      }
      const std::size_t today = i < n_known ? persons->today[i] : persons->newcomers[i - n_known];
      if (today != nobody) follower.follow(course, (*runs)[today], today);
      if (writer) writer->write(i, course);
    }
    refusals[k] = std::move(follower.refusals);
  });
  for (auto& trouble : troubles)
    if (trouble) return *std::move(trouble);

  Followed out;
  out.verdicts = std::move(verdicts).table(options.threads);
  out.refusals = refusal_table(refusals);
  if (writer) out.kept = std::move(*writer).table(options.threads);
  out.first_rows.reserve(runs->persons());
  for (std::size_t i = 0; i < runs->persons(); ++i) out.first_rows.push_back((*runs)[i].first);
  return out;
}

}  // namespace oncourse
