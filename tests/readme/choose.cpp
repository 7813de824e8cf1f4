#include <iostream>
#include <oncourse/instrument/catalogue.hpp>

int choose() {
  using namespace oncourse;
  const auto caseness = find_cutoff(gad7.figures, Purpose::caseness, "NHS Talking Therapies");
  const auto unchosen = find_cutoff(audit_c.figures);  // men, women and both differ
  if (!caseness || unchosen) return 1;
  std::cout << (*caseness)->value << "; " << unchosen.error().detail << "\n";
  return 0;
}
