// figures.cpp: choosing among figures, never silently.
// SPDX-License-Identifier: Apache-2.0
#include "oncourse/instrument/figures.hpp"

#include "oncourse/base/normal.hpp"
#include "oncourse/instrument/names.hpp"

namespace oncourse {
namespace {

/// The member that fits, or why none was chosen.
///
///   what   "cut-off"
///   fits   whether the caller's choice allows a member
///   same   whether it makes no difference which of two is taken
///   words  a member as it can be asked for
template <class Figure, class Fits, class Same, class Words>
Result<const Figure*> chosen(std::string_view what, std::span<const Figure> all, const Fits& fits, const Same& same,
                             const Words& words) {
  const Figure* found = nullptr;
  bool differ = false;
  std::string fitting, known;
  for (const Figure& one : all) {
    known += (known.empty() ? "" : "; ") + words(one);
    if (!fits(one)) continue;
    fitting += (fitting.empty() ? "" : "; ") + words(one);
    differ = differ || (found && !same(*found, one));
    if (!found) found = &one;
  }
  const std::string name(what);
  if (differ) return Error{Errc::not_available, "several fit, choose the " + name + " by its population: " + fitting};
  if (found) return found;
  return Error{Errc::not_available, all.empty() ? "no " + name + " is known" : "no such " + name + ", known: " + known};
}

/// Whichever of the two is taken, the same scores lie in the clinical range.
bool same_line(const Cutoff& a, const Cutoff& b) {
  return a.compare == b.compare && a.value == b.value &&
         (a.purpose == Purpose::remission) == (b.purpose == Purpose::remission);
}

/// The first of the purposes that is there in this population; severity is none that anybody means unasked.
std::optional<Purpose> usual_purpose(const Figures& figures, std::string_view population) {
  for (const Purpose purpose : {Purpose::caseness, Purpose::screen, Purpose::remission})
    for (const Cutoff& cutoff : figures.cutoffs)
      if (cutoff.purpose == purpose && (population.empty() || population == cutoff.population)) return purpose;
  return std::nullopt;
}

}  // namespace

Result<const Cutoff*> find_cutoff(const Figures& figures, std::optional<Purpose> purpose, std::string_view population) {
  if (!purpose) purpose = usual_purpose(figures, population);
  return chosen(
      "cut-off", figures.cutoffs,
      [&](const Cutoff& c) { return purpose == c.purpose && (population.empty() || population == c.population); },
      same_line, [](const Cutoff& c) { return std::string(name(c.purpose)) + " (" + std::string(c.population) + ")"; });
}

const Cutoff* usual_cutoff(const Figures& figures) {
  const std::optional<Purpose> purpose = usual_purpose(figures, {});
  const Cutoff* found = nullptr;
  for (const Cutoff& cutoff : figures.cutoffs) {
    if (cutoff.purpose != purpose) continue;
    if (found && !same_line(*found, cutoff)) return nullptr;
    if (!found) found = &cutoff;
  }
  return found;
}

Result<const Norm*> find_norm(const Figures& figures, std::string_view population) {
  return chosen(
      "norm", figures.norms, [&](const Norm& n) { return population.empty() || population == n.population; },
      [](const Norm&, const Norm&) { return false; }, [](const Norm& n) { return std::string(n.population); });
}

Result<std::span<const Band>> find_bands(const Figures& figures, std::string_view name) {
  if (name.empty()) return figures.bands;
  std::string known;
  for (const Banding& banding : figures.other_bands) {
    if (banding.name == name) return banding.bands;
    known += (known.empty() ? ", known are " : ", ") + std::string(banding.name);
  }
  return Error{Errc::not_available, "no bands of this name" + known};
}

Standing standing(const Norm& norm, double score) {
  const double z = (score - norm.mean) / norm.sd;
  return {z, 50.0 + 10.0 * z, 100.0 * normal_cdf(z)};
}

}  // namespace oncourse
