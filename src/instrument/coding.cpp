// coding.cpp: answers that were written down in another way than the definition's.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/coding.hpp"

#include "oncourse/base/number.hpp"
#include "oncourse/instrument/score.hpp"

namespace oncourse {

Result<const Coding*> find_coding(const Instrument& q, std::string_view id) {
  std::string known;
  for (const Coding& coding : q.codings) {
    if (coding.id == id) return &coding;
    known += (known.empty() ? "" : ", ") + std::string(coding.id);
  }
  return Error{Errc::not_available, q.codings.empty() ? std::string(q.id) + " has one coding only, its own"
                                                      : std::string(q.id) + " has no such coding, known are " + known};
}

Error answer_off_coding(const Instrument& q, const Coding& coding, int item, const std::string& shown) {
  for (const ItemPoints& part : coding.answers)
    if (part.items.contains(item))
      return {Errc::response_range, "item " + text(item) + " is " + shown + ", the coding " + std::string(coding.id) +
                                        " has " + text(int{part.first}) + ".." +
                                        text(part.first + static_cast<int>(part.points.size()) - 1)};
  return answer_off_scale(q, item, shown);
}

std::optional<Error> recode(const Instrument& q, const Coding& coding, std::span<Answer> answers) {
  int first = 0;
  Answer given = blank;
  for (const ItemPoints& part : coding.answers)
    for (const int item : part.items) {
      if (static_cast<std::size_t>(item) > answers.size()) continue;
      Answer& answer = answers[static_cast<std::size_t>(item - 1)];
      if (answer == blank) continue;
      const int place = answer - part.first;
      if (place >= 0 && place < static_cast<int>(part.points.size())) {
        answer = part.points[static_cast<std::size_t>(place)];
        continue;
      }
      if (first == 0 || item < first) {
        first = item;
        given = answer;
      }
      answer = blank;
    }
  if (first == 0) return std::nullopt;
  return answer_off_coding(q, coding, first, text(int{given}));
}

}  // namespace oncourse
