// expected_response_columns.cpp: the expected response, row by row.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/cohort/expected_response_columns.hpp"

namespace oncourse {

Table expected_response_columns(const ExpectedResponse& response) {
  auto intake = TableColumn::numbers("intake"), time = TableColumn::numbers("time"),
       mean = TableColumn::numbers("mean"), low = TableColumn::numbers("low"), high = TableColumn::numbers("high"),
       sd_person = TableColumn::numbers("sd_person"), sd_line = TableColumn::numbers("sd_line"),
       sd_score = TableColumn::numbers("sd_score"), change = TableColumn::numbers("change"),
       off_scale = TableColumn::booleans("off_scale"), probability = TableColumn::numbers("probability"),
       reliable = TableColumn::numbers("probability_of_reliable_improvement");
  bool by_intake = false;
  for (const ExpectedCourse& course : response.courses) {
    by_intake = by_intake || course.intake;
    for (const ExpectedScore& at : course.scores) {
      intake.append(course.intake);
      time.append(at.time);
      mean.append(at.score.mean);
      low.append(at.low);
      high.append(at.high);
      sd_person.append(at.score.sd_person);
      sd_line.append(at.score.sd_line);
      sd_score.append(at.score.sd_score);
      change.append(at.change);
      off_scale.append(at.off_scale);
      probability.append(at.target_probability);
      reliable.append(at.reliable_improvement_probability);
    }
  }
  Table out;
  const auto add = [&](TableColumn& column, bool wanted = true) {
    if (wanted) out.columns.push_back(std::move(column));
  };
  add(intake, by_intake);
  for (TableColumn* column : {&time, &mean, &low, &high, &sd_person, &sd_line, &sd_score}) add(*column);
  add(change, by_intake);
  add(off_scale, response.instrument != nullptr);
  add(probability, response.target.has_value());
  add(reliable, by_intake && response.instrument);
  return out;
}

}  // namespace oncourse
