// growth_time.cpp: one growth fit in a process of its own, as growth_peers.py measures every engine, and its cohorts.
//
//   oncourse_growth_time simulate PERSONS whole_weeks|own_days RESIDUALS   writes a cohort as CSV
//   oncourse_growth_time fit FILE RESIDUALS                                prints what it took as JSON
//
// RESIDUALS are independent, autoregressive or autoregressive-with-noise.
// SPDX-License-Identifier: Apache-2.0
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "growth_cohort.hpp"
#include "oncourse/growth/fit.hpp"

namespace oncourse::growth {
namespace {

constexpr std::string_view header = "person,week,score,medication\n";

/// The design with these residuals; nothing where there is none.
std::optional<Design> design_for(std::string_view residuals) {
  Design design = bench::growth_design();
  for (const ResidualCorrelation one : residual_correlations) {
    design.residuals = one;
    if (name(one) == residuals) return design;
  }
  return std::nullopt;
}

int simulate(std::int64_t persons, bool own_days, std::string_view residuals) {
  using bench::SerialShare;
  const Cohort cohort = bench::simulated(persons, own_days,
                                         residuals == "independent"      ? SerialShare::none
                                         : residuals == "autoregressive" ? SerialShare::all
                                                                         : SerialShare::some);
  std::string lines(header);
  for (std::size_t person = 0; person < cohort.persons(); ++person) {
    for (std::size_t row = cohort.offsets[person]; row < cohort.offsets[person + 1]; ++row)
      lines += text(person + 1) + "," + text(cohort.time[row]) + "," + text(cohort.score[row], 4) + "," +
               text(cohort.covariates[0][row]) + "\n";
    std::fwrite(lines.data(), 1, lines.size(), stdout);
    lines.clear();
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}

/// What simulate() wrote.
Cohort read(const char* file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(stream), {}};
  std::string_view rest = all;
  rest.remove_prefix(std::min(header.size(), rest.size()));
  const auto next = [&](char end) {
    const std::string_view field = rest.substr(0, rest.find(end));
    rest.remove_prefix(std::min(field.size() + 1, rest.size()));
    return field;
  };
  Cohort out;
  out.covariates.resize(1);
  std::string_view person;
  while (!rest.empty()) {
    const std::string_view now = next(',');
    if (!person.empty() && now != person) out.offsets.push_back(out.time.size());
    person = now;
    out.time.push_back(*parse_number(next(',')));
    out.score.push_back(*parse_number(next(',')));
    out.covariates[0].push_back(*parse_number(next('\n')));
  }
  out.offsets.push_back(out.time.size());
  return out;
}

/// Kilobytes under a name in Linux's account of this process: VmRSS is what it holds, VmHWM the most it held.
long kilobytes(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stol(line.substr(name.size() + 1));
  return 0;
}

template <class Task>
double seconds(Task&& task) {
  const auto begin = std::chrono::steady_clock::now();
  task();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The median of 3 runs, of more up to 21 while a second has room, of fewer once 10 seconds are over.
template <class Task>
double median_seconds(Task&& task) {
  std::vector<double> times;
  double sum = 0.0;
  while ((times.size() < 3 && sum < 10.0) || (times.size() < 21 && sum < 1.0)) sum += times.emplace_back(seconds(task));
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

template <class Numbers>
std::string list(const Numbers& numbers) {
  std::string out;
  for (const double number : numbers) out += (out.empty() ? "[" : ", ") + text(number);
  return out + "]";
}

int fit_file(const char* file, std::string_view residuals) {
  const auto design = design_for(residuals);
  if (!design) {
    std::puts(R"({"missing": "not offered"})");
    return 0;
  }
  Cohort cohort;
  const double reading = seconds([&] { cohort = read(file); });
  const CohortPanel panel(cohort);

  malloc_trim(0);                                 // what reading left over is not to be used again unseen
  std::ofstream("/proc/self/clear_refs") << "5";  // the most starts again from here
  const long before = kilobytes("VmRSS:");
  const auto model = fit(*panel, *design);
  const long most = kilobytes("VmHWM:");
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().detail.c_str());
    return 1;
  }
  const double whole = median_seconds([&] { return fit(*panel, *design)->standard_errors(); });
  const CrossProducts data = cross_products(*panel, *design, model->residual);
  double found = 0.0;
  const bool reads = design->residuals != ResidualCorrelation::independent;  // the rows, at every evaluation
  const double once = median_seconds([&] {
    found +=
        reads ? deviance(cross_products(*panel, *design, model->residual), model->theta, Likelihood::restricted).value
              : deviance(data, model->theta, Likelihood::restricted).value;
  });

  const Eigen::MatrixXd G = model->random_covariance();
  const std::string out =
      R"({"read_seconds": )" + text(reading) + R"(, "seconds": )" + text(whole) + R"(, "evaluations": )" +
      text(model->search.evaluations) + R"(, "evaluation_seconds": )" + text(once) + R"(, "criterion": )" +
      text(model->search.deviance_end) + R"(, "converged": )" +
      (model->search.stop == Stop::converged && std::isfinite(found) ? "true" : "false") + R"(, "beta": )" +
      list(model->beta) + R"(, "standard_errors": )" + list(model->standard_errors()) + R"(, "covariance": )" +
      list(std::vector{G(0, 0), G(1, 0), G(1, 1)}) + R"(, "residual_variance": )" + text(model->sigma2) +
      R"(, "range": )" + text(model->residual.range) + R"(, "nugget": )" + text(model->residual.nugget) +
      R"(, "above_input_kb": )" + text(most - before) + R"(, "process_kb": )" + text(most) + R"(, "rows": )" +
      text(model->n_obs) + R"(, "designs": )" + text(data.designs()) + "}";
  std::puts(out.c_str());
  return 0;
}

}  // namespace
}  // namespace oncourse::growth

int main(int count, char** words) {
  using namespace oncourse::growth;
  const std::string_view task = count > 1 ? words[1] : "";
  if (task == "simulate" && count == 5)
    return simulate(std::stoll(words[2]), std::string_view(words[3]) == "own_days", words[4]);
  if (task == "fit" && count == 4) return fit_file(words[2], words[3]);
  std::fputs("the head of growth_time.cpp says how it is called\n", stderr);
  return 2;
}
