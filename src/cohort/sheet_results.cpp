// sheet_results.cpp: results of single sheets to their places.
// SPDX-License-Identifier: Apache-2.0
#include "cohort/sheet_results.hpp"

#include <algorithm>
#include <cstring>

namespace oncourse {

void put(const ScoreValues& into, std::size_t row, double score) {
  if (const auto* bytes = std::get_if<std::span<std::uint8_t>>(&into))
    (*bytes)[row] = is_byte(score) ? static_cast<std::uint8_t>(score) : no_byte;
  else if (const auto* floats = std::get_if<std::span<float>>(&into))
    (*floats)[row] = static_cast<float>(score);
  else if (const auto* doubles = std::get_if<std::span<double>>(&into))
    (*doubles)[row] = score;
}

void SheetResults::take_for_complete(std::size_t row, std::size_t rows) {
  const auto fill = [&](std::span<std::uint8_t> column, std::uint8_t value) {
    if (!column.empty()) std::fill_n(column.begin() + static_cast<std::ptrdiff_t>(row), rows, value);
  };
  if (!into_.status.empty())
    std::memset(into_.status.data() + row, static_cast<int>(SheetStatus::scored), rows * sizeof(SheetStatus));
  fill(into_.answered, static_cast<std::uint8_t>(tables_.scored_items));
  fill(into_.of_items, static_cast<std::uint8_t>(tables_.scored_items));
  counts_.scored += rows;
}

void SheetResults::count_incomplete(SheetStatus status) {
  --counts_.scored;
  ++(status == SheetStatus::prorated    ? counts_.prorated
     : status == SheetStatus::off_scale ? counts_.off_scale
                                        : counts_.too_many_blanks);
}

void SheetResults::write_none(std::size_t out, SheetStatus status) {
  count_incomplete(status);
  if (!into_.status.empty()) into_.status[out] = status;
  const auto clear = [&](const ScaleColumns& scale) {
    put(scale.scores, out, no_score);
    if (!scale.bands.empty()) scale.bands[out] = no_byte;
  };
  clear(into_.total);
  for (const ScaleColumns& scale : into_.subscales) clear(scale);
  for (const auto& column : {into_.answered, into_.of_items})
    if (!column.empty()) column[out] = no_byte;
  clear_algorithms(out);
}

void SheetResults::clear_algorithms(std::size_t out) {
  for (const auto& column : into_.algorithms)
    if (!column.empty()) column[out] = no_byte;
}

void SheetResults::write_algorithms(std::size_t out, const Score& score) {
  for (std::size_t i = 0; i < into_.algorithms.size(); ++i)
    if (!into_.algorithms[i].empty())
      into_.algorithms[i][out] = static_cast<std::uint8_t>(score.algorithms_met[i]);  // -1 is no_byte
}

void SheetResults::write(std::size_t out, const SheetAsRead& sheet) {
  const Coding* const coding = tables_.options.coding;
  if (sheet.odd_item != 0 || (coding && recode(q_, *coding, sheet.answers)))
    return write_none(out, SheetStatus::off_scale);
  Score score;
  if (const Refusal refused = score_into(q_, sheet.answers, tables_.options.prorating, score))
    return write_none(
        out, code_of(refused.kind) == Errc::response_range ? SheetStatus::off_scale : SheetStatus::too_many_blanks);
  const auto write_scale = [&](const ScaleColumns& into, double value, std::span<const Band> bands) {
    put(into.scores, out, value);
    if (into.bands.empty()) return;
    const Band* const band = std::isnan(value) ? nullptr : band_of(bands, value);
    into.bands[out] = band ? static_cast<std::uint8_t>(band - bands.data()) : no_byte;
  };
  write_scale(into_.total, score.total, q_.figures.bands);
  for (std::size_t i = 0; i < into_.subscales.size(); ++i)
    write_scale(into_.subscales[i], score.subscale_values[i], q_.subscales[i].figures.bands);
  if (!into_.answered.empty()) into_.answered[out] = static_cast<std::uint8_t>(score.answered);
  if (!into_.of_items.empty()) into_.of_items[out] = static_cast<std::uint8_t>(score.of_items);
  write_algorithms(out, score);
  if (!into_.status.empty()) into_.status[out] = score.prorated ? SheetStatus::prorated : SheetStatus::scored;
  if (score.prorated) count_incomplete(SheetStatus::prorated);
}

void SheetResults::write_risk(const SheetReader& reader, std::size_t row, std::size_t rows) {
  for (std::size_t r = 0; r < q_.risk.size(); ++r) {
    const bool answers = !into_.risk_answers.empty() && !into_.risk_answers[r].empty();
    const bool flags = !into_.risk_flags.empty() && !into_.risk_flags[r].empty();
    if (!answers && !flags) continue;
    const RiskItem& risk = q_.risk[r];
    const auto i = static_cast<std::size_t>(risk.item - 1);
    const AnswerRange range = answer_range(q_, risk.item);
    std::vector<Answer> alone(i + 1, blank);  // recoded as the only answer of its sheet
    for (std::size_t at = 0; at < rows; ++at) {
      SheetAsRead sheet{alone};
      sheet.put(i, reader.value(i, at));
      if (tables_.options.coding) static_cast<void>(recode(q_, *tables_.options.coding, alone));
      const Answer answer = alone[i];
      if (answers) into_.risk_answers[r][row + at] = answer;
      if (flags)
        into_.risk_flags[r][row + at] = answer == blank || !range.allows(answer) ? no_byte : answer >= risk.threshold;
    }
  }
}

}  // namespace oncourse
