#include <iostream>
#include <oncourse/instrument/catalogue.hpp>
#include <oncourse/track/assess.hpp>
#include <oncourse/track/model_file.hpp>

int judge(std::string_view model_document) {
  const oncourse::Instrument& phq9 = **oncourse::find_instrument("phq-9");
  oncourse::CourseRecord record;
  for (int session = 0; session < 5; ++session) {  // nine answers at each weekly session; -1 would be an error
    const auto answers = std::vector<oncourse::Answer>{2, 2, 3, 2, 1, 2, 2, 1, 0};
    const auto sheet = oncourse::score(phq9, answers);
    if (!sheet) return std::cerr << sheet.error().detail << "\n", 1;
    record.sessions.push_back({session, 7L * session, {{&phq9, *sheet}}});
  }
  const auto course = oncourse::Course::make(record);
  const auto model = oncourse::response_model_from_json(model_document);
  if (!course || !model) return 1;
  const auto assessment = oncourse::assess(*course, phq9, &*model);
  if (!assessment) return std::cerr << assessment.error().detail << "\n", 1;
  std::cout << name(assessment->latest()) << "\n";
  for (const std::string& sentence : assessment->basis.sentences) std::cout << sentence << "\n";
  return 0;
}
