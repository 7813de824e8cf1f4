// block_file.cpp: a response block as bytes.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/track/block_file.hpp"

#include <algorithm>
#include <boost/crc.hpp>
#include <cstring>
#include <limits>

#include "base/little_endian.hpp"
#include "growth/consistency.hpp"
#include "growth/record.hpp"
#include "json/reader.hpp"
#include "json/write.hpp"
#include "track/design_json.hpp"

namespace oncourse {
namespace {

static_assert(std::numeric_limits<double>::is_iec559 && sizeof(double) == 8);

constexpr std::size_t preamble_size = 16, checksum_size = 4;

using little_endian::read;
using little_endian::write;

std::uint32_t word(const std::byte* from) {
  std::uint32_t out = 0;
  read(&out, from, 1, sizeof out);
  return out;
}

std::string header_of(const ResponseBlock& block) {
  json::Value out = design_members(block.design, block.time_unit);
  out["schema"] = block_file_schema;
  out["instrument"] = block.instrument;
  out["n_obs"] = block.data.n_obs;
  out["n_persons"] = block.data.n_persons;
  out["n_designs"] = block.data.designs();
  out["offset"] = block.data.offset;
  out.sort();
  return json::write(out, json::Layout::compact);
}

std::uint64_t triangle_size(const growth::CrossProducts& data) {
  const auto columns = static_cast<std::uint64_t>(data.p) + 1;
  return columns * (columns + 1) / 2;
}

std::uint64_t size_with(std::size_t header, const growth::CrossProducts& data, std::uint64_t designs) {
  return preamble_size + header + sizeof(double) * (triangle_size(data) + designs * data.record_size()) + checksum_size;
}

Error malformed(const std::string& detail) { return {Errc::malformed, "cross-products: " + detail}; }

}  // namespace

Result<std::size_t> document_size(const ResponseBlock& block) {
  if (auto trouble = trouble_in(block.data)) return *std::move(trouble);
  const std::size_t header = header_of(block).size();
  if (header > block_file_header_limit)
    return Error{Errc::bad_argument, "the names of covariates and time need " + text(header) + " bytes, at most " +
                                         text(block_file_header_limit) + " can be written"};
  return size_with(header, block.data, block.data.designs());
}

void write_document(const ResponseBlock& block, std::byte* out) {
  const std::string header = header_of(block);
  const growth::CrossProducts& data = block.data;
  const auto header_size = static_cast<std::uint32_t>(header.size());
  std::byte* at = write(out, block_file_magic.data(), block_file_magic.size(), 1);
  at = write(at, &block_file_version, 1, sizeof block_file_version);
  at = write(at, &header_size, 1, sizeof header_size);
  at = write(at, header.data(), header.size(), 1);
  for (Eigen::Index i = 0; i <= data.p; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) at = write(at, &data.total(i, j), 1, sizeof(double));
  at = write(at, data.records.data(), data.records.size(), sizeof(double));
  boost::crc_32_type crc;
  crc.process_bytes(out, static_cast<std::size_t>(at - out));
  const std::uint32_t checksum = crc.checksum();
  write(at, &checksum, 1, sizeof checksum);
}

Result<std::string> to_bytes(const ResponseBlock& block) {
  const auto size = document_size(block);
  if (!size) return size.error();
  std::string out(*size, '\0');
  write_document(block, reinterpret_cast<std::byte*>(out.data()));
  return out;
}

/// Takes the document part by part; a part that arrives in pieces is put together first.
struct BlockReader::State {
  enum class Part { preamble, header, total, record, checksum, end };

  ///   keep  the records, or only look at them
  ///   size  of the document, where it is known
  explicit State(bool keep, std::optional<std::uint64_t> size = {}) : keep_(keep), size_(size) {}

  std::optional<Error> feed(std::span<const std::byte> piece) {
    while (!piece.empty()) {
      if (part_ == Part::end) return malformed("bytes follow its end, at byte " + text(seen_));
      const std::size_t taken = std::min<std::uint64_t>(needed_ - pending_.size(), piece.size());
      const bool whole = pending_.empty() && taken == needed_;
      if (!whole) pending_.insert(pending_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(taken));
      if (part_ != Part::checksum) crc_.process_bytes(piece.data(), taken);
      seen_ += taken;
      if (whole || pending_.size() == needed_) {
        if (auto trouble = take(whole ? piece.data() : pending_.data())) return trouble;
        pending_.clear();
      }
      piece = piece.subspan(taken);
    }
    return std::nullopt;
  }

  std::optional<Error> finish() {
    if (part_ != Part::end)
      return malformed("it ends after " + text(seen_) + " bytes, more are needed: it was cut off");
    return std::move(trouble_);
  }

  ResponseBlock block;
  std::uint64_t designs = 0;
  std::size_t header_size = 0;

 private:
  /// One whole part.
  std::optional<Error> take(const std::byte* bytes) {
    switch (part_) {
      case Part::preamble: return take_preamble(bytes);
      case Part::header: return take_header({reinterpret_cast<const char*>(bytes), header_size});
      case Part::total: {
        std::vector<double> triangle(triangle_size(block.data));
        read(triangle.data(), bytes, triangle.size(), sizeof(double));
        block.data.total = growth::symmetric(triangle.data(), block.data.p + 1);
        consistency_.emplace(block.data);
        return records_or_end();
      }
      case Part::record: return take_record(bytes);
      case Part::checksum:
        if (word(bytes) != crc_.checksum())
          return Error{Errc::wrong_version,
                       "cross-products: the checksum does not fit the content: it was changed after it was written"};
        if (!trouble_)
          if (const auto trouble = consistency_->trouble_at_end()) trouble_ = malformed(*trouble);
        expect(Part::end, 0);
        return std::nullopt;
      case Part::end: break;
    }
    return std::nullopt;
  }

  std::optional<Error> take_preamble(const std::byte* bytes) {
    if (std::memcmp(bytes, block_file_magic.data(), block_file_magic.size()) != 0)
      return malformed("it does not begin with \"" + std::string(block_file_magic) + "\": no such document");
    if (const std::uint32_t version = word(bytes + 8); version != block_file_version)
      return Error{Errc::wrong_version,
                   "cross-products: version is " + text(version) + ", this library reads " + text(block_file_version)};
    header_size = word(bytes + 12);
    if (header_size == 0 || header_size > block_file_header_limit)
      return malformed("the header has " + text(header_size) + " bytes, 1.." + text(block_file_header_limit) +
                       " are expected");
    expect(Part::header, header_size);
    return std::nullopt;
  }

  std::optional<Error> take_header(std::string_view header) {
    const auto known = read_json("cross-products", header, [&](const JsonReader& root) {
      if (root.at("schema").text() != block_file_schema)
        root.at("schema").refuse("it must be " + std::string(block_file_schema), Errc::wrong_version);
      root.only({"schema", "instrument", "time", "random", "covariates", "curve", "residuals", "transformation",
                 "n_obs", "n_persons", "n_designs", "offset"});
      root.at("time").only({"name", "unit", "basis"});
      root.at("curve").only({"kind", "knot"});
      root.at("residuals").only({"correlation"});
      root.at("transformation").only({"scale", "lowest", "highest", "margin"});
      block.instrument = root.at("instrument").text();
      block.time_unit = time_unit_from(root);
      block.design = design_from(root);
      growth::CrossProducts& data = block.data;
      data.random = block.design.random;
      data.q = block.design.random_effects();
      data.p = block.design.fixed_effects();
      data.n_obs = root.at("n_obs").integer(0, growth::most_counted);
      data.n_persons = root.at("n_persons").integer(0, growth::most_counted);
      data.offset = root.at("offset").number();
      return root.at("n_designs").integer(0, std::numeric_limits<std::uint32_t>::max());
    });
    if (!known) return known.error();
    designs = static_cast<std::uint64_t>(*known);
    const growth::CrossProducts& data = block.data;
    if (const std::uint64_t all = size_with(header_size, data, designs); size_ && *size_ != all)
      return malformed("it has " + text(*size_) + " bytes, its header tells of " + text(all));
    if (size_ && keep_) block.data.records.reserve(designs * data.record_size());
    if (!keep_) record_.resize(data.record_size());
    expect(Part::total, sizeof(double) * triangle_size(data));
    return std::nullopt;
  }

  std::optional<Error> take_record(const std::byte* bytes) {
    const std::size_t size = block.data.record_size();
    double* record = record_.data();
    if (keep_) {
      std::vector<double>& records = block.data.records;
      records.resize(records.size() + size);
      record = records.data() + records.size() - size;
    }
    read(record, bytes, size, sizeof(double));
    ++read_;
    if (!trouble_)  // told at the end, where the checksum can say that the fault is not the writer's
      if (const auto trouble = consistency_->trouble_in(record))
        trouble_ = malformed("design " + text(read_) + ": " + *trouble);
    return records_or_end();
  }

  std::optional<Error> records_or_end() {
    if (read_ < designs)
      expect(Part::record, sizeof(double) * block.data.record_size());
    else
      expect(Part::checksum, checksum_size);
    return std::nullopt;
  }

  void expect(Part part, std::uint64_t bytes) {
    part_ = part;
    needed_ = bytes;
  }

  bool keep_;
  std::optional<std::uint64_t> size_;
  Part part_ = Part::preamble;
  std::uint64_t needed_ = preamble_size, seen_ = 0, read_ = 0;
  std::vector<std::byte> pending_;
  boost::crc_32_type crc_;
  std::optional<growth::Consistency> consistency_;
  std::vector<double> record_;  ///< where none is kept
  std::optional<Error> trouble_;
};

BlockReader::BlockReader() : state_(std::make_unique<State>(true)) {}
BlockReader::BlockReader(BlockReader&&) noexcept = default;
BlockReader& BlockReader::operator=(BlockReader&&) noexcept = default;
BlockReader::~BlockReader() = default;

std::optional<Error> BlockReader::feed(std::span<const std::byte> piece) { return state_->feed(piece); }

Result<ResponseBlock> BlockReader::finish() && {
  if (auto trouble = state_->finish()) return *std::move(trouble);
  return std::move(state_->block);
}

Result<BlockView> BlockView::make(std::span<const std::byte> document) {
  BlockReader::State state(false, document.size());
  if (auto trouble = state.feed(document)) return *std::move(trouble);
  if (auto trouble = state.finish()) return *std::move(trouble);
  BlockView out;
  const growth::CrossProducts& data = state.block.data;
  const std::size_t bytes = sizeof(double) * data.record_size() * static_cast<std::size_t>(state.designs);
  out.records_ = document.subspan(document.size() - checksum_size - bytes, bytes);
  out.summary_ = std::move(state.block);
  return out;
}

std::size_t BlockView::designs() const { return records_.size() / (sizeof(double) * summary_.data.record_size()); }

void BlockView::records(std::size_t first, std::size_t count, double* out) const {
  const std::size_t size = summary_.data.record_size();
  read(out, records_.data() + sizeof(double) * size * first, size * count, sizeof(double));
}

ResponseBlock BlockView::block() const {
  ResponseBlock out = summary_;
  out.data.records.resize(records_.size() / sizeof(double));
  records(0, designs(), out.data.records.data());
  return out;
}

}  // namespace oncourse
