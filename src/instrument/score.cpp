// score.cpp: why a sheet has no score, in words.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/score.hpp"

namespace oncourse {
namespace {

/// "item 6 is blank"; "items 3 and 6 are blank"
std::string blanks(ItemSet missing) {
  if (missing.size() == 1) return "item " + text(missing.front()) + " is blank";
  if (missing.size() > 3) return text(missing.size()) + " items are blank, item " + text(missing.front()) + " first";
  std::string out = "items ";
  int left = missing.size();
  for (const int item : missing) out += text(item) + (--left > 1 ? ", " : left == 1 ? " and " : "");
  return out + " are blank";
}

/// The form's own leave for one of these items, or nullptr.
const LegalBlank* legal(const Instrument& q, ItemSet missing) {
  for (const LegalBlank& one : q.legal_blanks)
    if (one.items.contains(missing.front())) return &one;
  return nullptr;
}

}  // namespace

Error answer_off_scale(const Instrument& q, int item, const std::string& shown) {
  const AnswerRange range = answer_range(q, item);
  return {Errc::response_range, "item " + text(item) + " is " + shown + ", scale is " + text(range.min) + ".." +
                                    text(range.max) +
                                    (range.step == 1 ? std::string() : " in steps of " + text(range.step))};
}

Error in_words(const Instrument& q, std::span<const Answer> answers, const Refusal& refusal) {
  using Kind = Refusal::Kind;
  const std::string where = refusal.subscale ? "subscale " + std::string(refusal.subscale->id) + ": " : std::string();
  const auto missing = [&](const std::string& detail) { return Error{Errc::too_many_missing, where + detail}; };
  switch (refusal.kind) {
    case Kind::no: break;
    case Kind::total_only: return {Errc::bad_argument, "this instrument is known by its total only"};
    case Kind::another_length:
      return {Errc::bad_argument, text(q.items) + " items expected, " + text(answers.size()) + " given"};
    case Kind::off_scale: {
      const int item = refusal.missing.front();
      return answer_off_scale(q, item, text(int{answers[static_cast<std::size_t>(item - 1)]}));
    }
    case Kind::blank_answer: {
      const LegalBlank* const leave = legal(q, refusal.missing);
      return missing(blanks(refusal.missing) +
                     (leave ? ", allowed only " + std::string(leave->when_words) : ", no blank is allowed"));
    }
    case Kind::convention:
      return missing(blanks(refusal.missing) + ", the rule for blanks is a convention and must be asked for");
    case Kind::too_many:
      return missing(text(refusal.found) + (refusal.found == 1 ? " item" : " items") + " blank, at most " +
                     text(refusal.allowed) + " allowed");
    case Kind::nothing: return missing("no item is answered");
    case Kind::no_complete_group: return missing("no group of items is complete");
    case Kind::too_few_subscales:
      return missing(text(refusal.found) + " of " + text(refusal.allowed) +
                     " subscales can be scored, more than half are needed");
    case Kind::subscale_convention:
      return missing(text(refusal.found) + " of " + text(refusal.allowed) +
                     " subscales can be scored, a total of fewer is a convention and must be asked for");
  }
  return {Errc::internal, "a refusal without a reason"};
}

Result<double> accept_total(const Instrument& q, double total) {
  if (!q.has_total())
    return Error{Errc::bad_argument, std::string(q.id) + " has no total, its subscales are scores of their own"};
  if (!std::isfinite(total)) return Error{Errc::response_range, "the total is not a finite number"};
  if (!is_on_scale(q, total))
    return Error{Errc::response_range,
                 "the total is " + text(total) + ", scale is " + text(q.total_min) + ".." + text(q.total_max)};
  return total;
}

}  // namespace oncourse
