// verdict_lines.hpp: courses in rows of a CSV file, and lines of CSV with the verdicts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "chunk_result.hpp"
#include "tracked_rows.hpp"

namespace oncourse::cli {

/// By what every course is judged.
struct CourseJudging {
  const Instrument* q;
  const ResponseModel* model;
  const TrackOptions* options;
  bool per_person;

  [[nodiscard]] Result<Tracked> operator()(const TrackColumns& columns) const {
    return track_columns(columns, *q, *model, *options);
  }
};

/// A line per row, or per person of the instrument: line in the file, person, per row the session, then the columns of
/// track_columns(). The rows of a course that is not judged, for one that cannot be read or a first score that is
/// refused, say why, and where.
///
///   place  begins every line
Result<ChunkResult> verdict_lines(const CsvTable& table, const TrackPlaces& places, const std::string& place,
                                  const CourseJudging& judging);

}  // namespace oncourse::cli
