// chunked_files.cpp: files are read in turn, chunks computed side by side, results written in order.
// SPDX-License-Identifier: Apache-2.0
#include "chunked_files.hpp"

#include <filesystem>
#include <iostream>
#include <optional>

#include "in_order.hpp"
#include "oncourse/growth/fit.hpp"
#include "table_file.hpp"

namespace oncourse::cli {
namespace {

constexpr std::size_t most_complaints = 10;
constexpr std::size_t megabyte = 1'000'000;

/// A file that is being read.
struct OpenRows {
  std::size_t file;
  CsvReader reader;
  CsvHeader header;
  FileWork job;
};

/// A chunk on its way, and what was made of it.
struct Chunk {
  std::shared_ptr<const OpenRows> from;
  CsvRecords records;
  std::size_t bytes;  ///< read of all files, up to its end
};
struct Made {
  std::size_t file, rows, bytes;
  Result<ChunkResult> result;
  std::vector<RowPlace> places;  ///< of the rows in trouble
};

class ChunkedRun {
 public:
  ChunkedRun(const ChunkedFiles& options, const ChunkedJob& job)
      : options_(options), job_(job), progress_(std::cerr, options.progress.show(), "MB") {
    if (!options.out.empty()) out_.emplace(options.out);
    if (!options.rejects.empty()) rejects_.emplace(options.rejects);
    if (!job.beside.empty()) beside_.emplace(job.beside);
  }

  Exit run();

 private:
  [[nodiscard]] bool several() const { return options_.files.size() > 1; }
  [[nodiscard]] Result<std::shared_ptr<OpenRows>> open(std::size_t file);
  [[nodiscard]] std::optional<Error> look_ahead();
  [[nodiscard]] std::optional<Chunk> take();
  [[nodiscard]] static Made work(Chunk chunk);
  [[nodiscard]] bool give(const Made& made);
  [[nodiscard]] bool give(const ChunkResult& result, const std::vector<RowPlace>& places);
  void tell(const std::vector<RowTrouble>& troubles, const std::vector<RowPlace>& places);
  [[nodiscard]] std::optional<Error> trouble_in_output() const;
  [[nodiscard]] Exit finish();
  [[nodiscard]] std::string summary() const;

  const ChunkedFiles& options_;
  const ChunkedJob& job_;
  Progress progress_;
  const double begin_ = Progress::seconds();
  std::optional<OutputFile> out_, rejects_, beside_;

  std::shared_ptr<OpenRows> current_;  // what take() alone knows
  std::size_t next_file_ = 0, read_ = 0;
  std::optional<Error> unread_;

  std::optional<std::size_t> all_bytes_ = 0;  // what give() alone knows
  std::size_t rows_ = 0, refused_ = 0, shown_at_ = 0;
  RowCounts counts_, refusals_;
  std::optional<Error> failed_;
};

Result<std::shared_ptr<OpenRows>> ChunkedRun::open(std::size_t file) {
  const std::string& path = options_.files[file];
  const auto named = [&](const Error& error) { return Error{error.code, path + ": " + error.detail}; };
  auto input = InputFile::open(path);
  if (!input) return input.error();
  CsvReader reader(
      [from = std::make_shared<InputFile>(*std::move(input))](std::span<char> buffer) { return (*from)(buffer); });
  auto first = reader.next(1);
  if (!first) return named(first.error());
  auto header = csv_header(*std::move(first));
  if (!header) return named(header.error());
  auto job = job_.open(*header, several() ? csv_field(path) + "," : "");
  if (!job) return named(job.error());
  return std::make_shared<OpenRows>(OpenRows{file, std::move(reader), *std::move(header), *std::move(job)});
}

/// Whether all files that can be read twice are there and have their columns, so that it does not turn out at the end.
std::optional<Error> ChunkedRun::look_ahead() {
  for (std::size_t file = 0; file < options_.files.size(); ++file) {
    std::error_code unknown;
    const std::string& path = options_.files[file];
    const bool once =
        path == "-" || (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown) &&
                        !std::filesystem::is_directory(path, unknown));
    if (once) {  // who writes to a pipe would be cut off by its being closed
      all_bytes_.reset();
      continue;
    }
    const auto input = InputFile::open(path);
    if (!input) return input.error();
    if (all_bytes_ && input->size()) *all_bytes_ += *input->size();
    if (const auto opened = open(file); !opened) return opened.error();
  }
  return std::nullopt;
}

std::optional<Chunk> ChunkedRun::take() {
  for (;;) {
    if (!current_) {
      if (next_file_ == options_.files.size()) return std::nullopt;
      auto opened = open(next_file_++);
      if (!opened) {
        unread_ = opened.error();
        return std::nullopt;
      }
      current_ = *std::move(opened);
    }
    const std::size_t before = current_->reader.bytes();
    auto records = current_->reader.next(options_.chunk, current_->job.may_end);
    read_ += current_->reader.bytes() - before;
    if (!records) {
      unread_ = Error{records.error().code, options_.files[current_->file] + ": " + records.error().detail};
      return std::nullopt;
    }
    if (!records->records.empty()) return Chunk{current_, *std::move(records), read_};
    current_.reset();
  }
}

Made ChunkedRun::work(Chunk chunk) {
  const CsvTable table(chunk.from->header, std::move(chunk.records));
  Made made{chunk.from->file, table.rows(), chunk.bytes, chunk.from->job.work(table), {}};
  if (made.result)
    for (const RowTrouble& trouble : made.result->troubles) made.places.push_back({made.file, table.line(trouble.row)});
  return made;
}

bool ChunkedRun::give(const Made& made) {
  if (!made.result) {
    failed_ = made.result.error();
    return false;
  }
  if (made.result->hand_over) made.result->hand_over(made.file);
  rows_ += made.rows;
  if (!give(*made.result, made.places)) return false;
  if (made.bytes / megabyte > shown_at_) {
    shown_at_ = made.bytes / megabyte;
    progress_.at(shown_at_, all_bytes_ ? *all_bytes_ / megabyte : 0);
  }
  return true;
}

bool ChunkedRun::give(const ChunkResult& result, const std::vector<RowPlace>& places) {
  if (out_)
    out_->write(result.csv);
  else
    std::cout << result.csv;
  tell(result.troubles, places);
  for (const auto& [what, count] : result.counts) counts_[what] += count;
  failed_ = trouble_in_output();
  return !failed_;
}

void ChunkedRun::tell(const std::vector<RowTrouble>& troubles, const std::vector<RowPlace>& places) {
  for (std::size_t i = 0; i < troubles.size(); ++i) {
    const RowTrouble& trouble = troubles[i];
    const std::string& file = options_.files[places[i].file];
    const std::string line = text(places[i].line);
    ++refusals_[name(trouble.why.code)];
    if (refused_++ < most_complaints) {
      progress_.clear();
      std::string place = file;
      place += ":";
      complain({trouble.why.code, trouble.detail()}, place += line);
    }
    if (rejects_)
      rejects_->write(csv_field(file) + "," + line + "," + csv_field(trouble.column) + "," + name(trouble.why.code) +
                      "," + csv_field(trouble.why.detail) + "\n");
  }
}

std::optional<Error> ChunkedRun::trouble_in_output() const {
  for (const auto* const file : {&out_, &rejects_, &beside_})
    if (*file)
      if (auto trouble = (*file)->trouble()) return trouble;
  if (!std::cout) return Error{Errc::bad_argument, "standard output cannot be written"};
  return std::nullopt;
}

std::string ChunkedRun::summary() const {
  const double seconds = Progress::seconds() - begin_;
  std::string out = text(rows_) + " rows";
  if (several()) out += " of " + text(options_.files.size()) + " files";
  if (seconds > 0.0) out += ", " + text(static_cast<double>(rows_) / seconds, 0) + " per second";
  out += ": " + job_.summary(counts_) + ", " + text(refused_) + " refused";
  std::string reasons;
  for (const auto& [reason, count] : refusals_) reasons += (reasons.empty() ? "" : ", ") + text(count) + " " + reason;
  return reasons.empty() ? out : out + " (" + reasons + ")";
}

Exit ChunkedRun::finish() {
  if (refused_ > most_complaints)
    std::cerr << "oncourse: " << refused_ - most_complaints << " more rows refused"
              << (rejects_ ? "" : ", all are listed with --rejects FILE") << "\n";
  if (unread_) return fail(*unread_);
  std::vector<OutputFile*> files;
  for (auto* const file : {&out_, &rejects_, &beside_})
    if (*file) files.push_back(&**file);
  std::cout.flush();
  if (const auto trouble = trouble_in_output()) return fail(*trouble);
  if (const auto trouble = finish_together(files)) return fail(*trouble);
  std::cerr << "oncourse: " << summary() << "\n";
  return refused_ == 0 ? Exit::ok : Exit::refused;
}

Exit ChunkedRun::run() {
  if (const auto trouble = trouble_in_output()) return fail(*trouble);
  if (const auto trouble = look_ahead()) return fail(*trouble);
  const std::string header = (several() ? "file,line," : "line,") + job_.columns;
  const bool quoted = header.find('"') != std::string::npos;
  if (const auto names = csv_header({header, {{0, header.size(), 1, quoted}}}); !names)
    return fail({Errc::bad_argument, names.error().detail}, "output");
  if (out_)
    out_->write(header + "\n");
  else
    std::cout << header << "\n";
  if (rejects_) rejects_->write("file,line,column,status,detail\n");
  in_order(
      options_.threads, [&] { return take(); }, [](Chunk chunk) { return work(std::move(chunk)); },
      [&](const Made& made) { return give(made); });
  if (!unread_ && rows_ == 0) unread_ = Error{Errc::malformed, "no rows"};
  if (job_.at_end && !failed_ && !unread_) {
    const auto trouble = job_.at_end([this](const auto& result, const auto& places) { return give(result, places); },
                                     beside_ ? &*beside_ : nullptr);
    if (!failed_) failed_ = trouble;
  }
  progress_.clear();
  return failed_ ? fail(*failed_) : finish();
}

}  // namespace

void ChunkedFiles::add_options(CLI::App* command) {
  command->add_option("files", files, "CSV files with a header each, - for standard input")->required();
  command->add_option("--out", out, "Write here, as a whole at the end or not at all [standard output]");
  command->add_option("--rejects", rejects, "Also list every row that was refused: file, line, column, status, detail");
  command->add_option("--threads", threads, "At most so many; the same output with any number")
      ->check(CLI::Range(1, growth::most_threads))
      ->capture_default_str();
  command->add_option("--chunk", chunk, "Rows to a chunk, of which memory holds one per thread")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1000000}))
      ->capture_default_str();
  progress.add_options(command);
}

Exit ChunkedFiles::run(const ChunkedJob& job) const {
  std::error_code unknown;
  const auto place = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, unknown), unknown);
  };
  if (!out.empty() && !rejects.empty() && (out == rejects || place(out) == place(rejects)))
    return fail({Errc::bad_argument, "--out and --rejects name the same file"});
  return ChunkedRun(*this, job).run();
}

}  // namespace oncourse::cli
