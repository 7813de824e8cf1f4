// csv_records.cpp: line ends, quotes and blocks.
// SPDX-License-Identifier: Apache-2.0
#include "csv_records.hpp"

#include <algorithm>
#include <cstring>

#include "oncourse/base/number.hpp"

namespace oncourse::cli {
namespace {

const char* find_byte(const char* from, const char* end, char byte) {
  if (from == end) return end;
  const void* const found = std::memchr(from, byte, static_cast<std::size_t>(end - from));
  return found ? static_cast<const char*>(found) : end;
}

/// LF, CR LF, or a CR alone.
std::size_t line_ends(const char* from, const char* end) {
  std::size_t count = 0;
  for (; from != end; ++from) count += *from == '\n' || (*from == '\r' && (from + 1 == end || from[1] != '\n'));
  return count;
}

}  // namespace

RecordScanner::RecordScanner(std::string_view text, bool whole, std::size_t line)
    : begin_(text.data()),
      end_(text.data() + text.size()),
      at_(begin_),
      quote_(find_byte(begin_, end_, '"')),
      feed_(find_byte(begin_, end_, '\n')),
      carriage_(find_byte(begin_, end_, '\r')),
      whole_(whole),
      line_(line) {}

std::optional<CsvRecord> RecordScanner::next() {
  while (at_ != end_) {
    const char* const begin = at_;
    bool quoted = false;
    const char* const end = end_of_record(quoted);
    if (!end) return std::nullopt;
    const CsvRecord record{position(), static_cast<std::size_t>(end - begin_), line_, quoted};
    if (quoted) line_ += line_ends(begin, end);
    at_ = end;
    if (at_ != end_) {
      ++line_;
      at_ += *at_ == '\r' && at_ + 1 != end_ && at_[1] == '\n' ? 2 : 1;
    }
    if (end != begin) return record;
  }
  return std::nullopt;
}

/// nullptr: it is not in the text.
const char* RecordScanner::end_of_record(bool& quoted) {
  if (quote_ < at_) quote_ = find_byte(at_, end_, '"');
  if (feed_ < at_) feed_ = find_byte(at_, end_, '\n');
  if (carriage_ < at_) carriage_ = find_byte(at_, end_, '\r');
  const char* end = std::min(feed_, carriage_);
  quoted = quote_ < end;
  if (quoted) end = end_of_quoted_record();
  if (!end || whole_) return end;
  const bool known = end != end_ && (*end == '\n' || end + 1 != end_);  // a LF may follow a CR
  return known ? end : nullptr;
}

const char* RecordScanner::end_of_quoted_record() {
  bool field_begins = true;
  for (const char* at = at_; at != end_; ++at) {
    if (*at == '\n' || *at == '\r') return at;
    if (*at == '"' && field_begins) {
      do {
        at = find_byte(at + 1, end_, '"');
        if (at == end_) {
          in_quotes_ = true;
          return nullptr;
        }
        if (at + 1 == end_ || at[1] != '"') break;
        ++at;
      } while (true);
    }
    field_begins = *at == ',';
  }
  return end_;
}

CsvReader::CsvReader(Source source, std::size_t block)
    : source_(std::move(source)), block_(std::max(block, byte_order_mark.size())) {}

Result<CsvRecords> CsvReader::next(std::size_t count, const MayEnd& may_end) {
  CsvRecords out;
  for (;;) {
    const std::string_view text(buffer_.data() + begin_, end_ - begin_);
    RecordScanner scanner(text, at_end_, line_);
    const std::size_t offset = out.text.size();
    std::size_t taken = 0;
    bool full = false, too_long = false;
    std::optional<Error> refused;
    while (const auto record = scanner.next()) {
      too_long = record->end - record->begin > longest_record;
      if (too_long) break;
      const Result<bool> may = may_end ? may_end(text, *record) : true;
      if (!may) refused = may.error();
      full = !may || (*may && (out.records.size() >= count || offset + taken >= longest_record));
      if (full) break;
      out.records.push_back({offset + record->begin, offset + record->end, record->line, record->quoted});
      taken = scanner.position();
      line_ = scanner.line();
    }
    out.text.append(text.substr(0, taken));
    begin_ += taken;
    bytes_ += taken;
    if (refused && out.records.empty()) return *refused;
    too_long = too_long || end_ - begin_ > longest_record;
    const bool never_closed = at_end_ && scanner.in_quotes();
    if (full || ((too_long || at_end_) && !out.records.empty()) || (at_end_ && !too_long && !never_closed)) return out;
    if (too_long || never_closed)
      return Error{Errc::malformed, "line " + oncourse::text(scanner.line()) +
                                        (never_closed ? ": a quote is never closed"
                                                      : ": more than " + oncourse::text(longest_record) +
                                                            " bytes; is a quote never closed?")};
    if (auto trouble = fill()) return *std::move(trouble);
  }
}

std::optional<Error> CsvReader::fill() {
  std::copy(buffer_.data() + begin_, buffer_.data() + end_, buffer_.data());
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < std::max(block_, 2 * end_)) buffer_.resize(std::max(block_, 2 * end_));
  while (end_ < buffer_.size() && !at_end_) {
    const auto got = source_(std::span(buffer_).subspan(end_));
    if (!got) return got.error();
    end_ += *got;
    at_end_ = *got == 0;
  }
  if (!started_ && std::string_view(buffer_.data(), end_).starts_with(byte_order_mark)) begin_ = byte_order_mark.size();
  started_ = true;
  return std::nullopt;
}

}  // namespace oncourse::cli
