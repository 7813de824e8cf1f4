// service_report.hpp: how courses ended at a service, by clinic, focus or whatever else groups them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "oncourse/change/funnel.hpp"
#include "oncourse/change/talking_therapies.hpp"
#include "oncourse/track/service_course.hpp"

namespace oncourse {

struct ServiceOptions {
  Plan plan = {};
  AssessOptions assess = {};        ///< what counts as an alarm
  double level = usual_confidence;  ///< of the intervals of shares
  /// A figure of fewer courses is not shown: disclosure control, and 5 is a convention. Neither is that of the next
  /// smallest groups, as long as those that are not shown have fewer together: the total would tell theirs. That holds
  /// within one grouping: of two, one inside the other (clinics in regions), the differences still tell. Who is shown,
  /// is shown with counts, however small.
  std::size_t least_group = 5;
  FunnelOptions funnel = {};
};

/// A course with what groups it.
struct ServiceCourses {
  std::vector<ServiceCourse> courses;
  std::vector<std::optional<double>> waiting;  ///< days from referral to the first session; one per course, or empty
  std::size_t referred_after_start = 0;        ///< whose date of referral cannot be; they have no waiting

  struct Grouping {
    std::string name;                 ///< "clinic"
    std::vector<std::string> labels;  ///< one per course, "" where it is not stated
  };
  std::vector<Grouping> groupings = {};
};

/// A count of courses and its share. All but `withheld` are empty where too few courses are behind it.
struct ServiceShare {
  bool withheld = false;
  Rate rate;                            ///< of = 0: asked of nobody
  std::optional<double> expected = {};  ///< how many the model lets expect of this case mix, where it says so

  /// Observed over expected: 1 where the courses did as the model lets expect.
  [[nodiscard]] std::optional<double> ratio() const {
    return expected && *expected > 0.0 ? std::optional(static_cast<double>(rate.count) / *expected) : std::nullopt;
  }
};

/// Quartiles of days, by linear interpolation between order statistics.
struct ServiceWaiting {
  bool withheld = false;
  std::size_t courses = 0;  ///< of which it is known
  std::optional<double> first_quartile = {}, median = {}, third_quartile = {};
};

/// Where courses ended: sessions before the window's first, inside it, after its last.
struct WindowUse {
  std::size_t before = 0, inside = 0, after = 0;
};

struct ServiceGroup {
  std::string label;      ///< "" for everybody, and for those of whom it is not stated
  bool withheld = false;  ///< then its number of courses, too
  std::size_t courses = 0, judged = 0;
  std::array<ServiceShare, service_outcomes.size()> shares = {};
  ServiceWaiting waiting = {};
  WindowUse window = {};  ///< of the courses judged

  [[nodiscard]] const ServiceShare& of(ServiceOutcome outcome) const {
    return shares[static_cast<std::size_t>(outcome)];
  }
};

/// Groups of one column beside each other, by one outcome.
struct ServiceFunnel {
  ServiceOutcome outcome = ServiceOutcome::response;
  /// false: shares around that of everybody. true: observed over expected around 1, what is expected being the model's
  /// chances, shifted alike so that everybody's is 1; see shift_to().
  bool case_mix = false;
  double centre = 0.0;               ///< everybody's share
  std::vector<std::size_t> groups;   ///< of the grouping, in the order of the points
  std::vector<std::size_t> courses;  ///< of whom the outcome is asked
  Funnel funnel;
  std::string because = {};  ///< why there is none, else empty

  /// What is drawn of a count: a share, or observed over expected.
  [[nodiscard]] double value(std::size_t point, double count) const {
    return count / (case_mix ? funnel.points[point].group.expected : static_cast<double>(courses[point]));
  }
};

struct ServiceGrouping {
  std::string name;
  std::vector<ServiceGroup> groups;  ///< by label, in the order of bytes; those of whom it is not stated last
  bool with_not_stated = false;      ///< there are any
  std::vector<ServiceFunnel> funnels;
};

struct ServiceReport {
  ServiceGroup everybody;
  std::map<Errc, std::size_t> troubles;  ///< why courses could not be judged, and how many
  std::size_t referred_after_start = 0;
  std::vector<ServiceGrouping> groupings;
  std::size_t comparisons = 0, beyond_warning = 0, beyond_alert = 0;  ///< in all funnels together

  [[nodiscard]] double expected_beyond(double level) const { return (1.0 - level) * static_cast<double>(comparisons); }
};

/// Counts, shares with Wilson's intervals, funnels. Nothing is ranked: groups stand in the order of their labels.
///
/// A course of which nothing is stated in a column counts there as one of "not stated", which stands in no funnel, as
/// do groups that are withheld. What is withheld is so within each column; several columns together may still tell of
/// somebody, and so may two reports.
///
///   errors  bad_argument: as many labels or times as there are not courses, a negative waiting, the level, the plan,
///           the funnel's options; not_enough_sessions: no course
///   cost    O(courses log courses) per grouping
Result<ServiceReport> service_report(const ServiceCourses& courses, const ServiceOptions& options = {});

}  // namespace oncourse
