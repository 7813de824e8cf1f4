// memory_service.cpp: calls to try while memory runs out: reports of a service.
// SPDX-License-Identifier: Apache-2.0
#include "memory_calls.hpp"

namespace oncourse::abi {
namespace {

const Fallible fallible[] = {
    {"oncourse_service_report_new",
     [](Setting& s, oncourse_error* e) {
       return oncourse_service_report_new(&s.service_rows, s.phq9, s.model, &s.reporting, &s.out.service, e);
     },
     ONCOURSE_OK, Setting::with_model, true},
    {"oncourse_service_report_new",
     [](Setting& s, oncourse_error* e) {
       s.reporting.least_group = -1;
       return oncourse_service_report_new(&s.service_rows, s.phq9, nullptr, &s.reporting, &s.out.service, e);
     },
     ONCOURSE_BAD_ARGUMENT},
    {"oncourse_service_report_table",
     [](Setting& s, oncourse_error* e) {
       return oncourse_service_report_table(s.service, ONCOURSE_SERVICE_POINTS, &s.out.tables[0], e);
     },
     ONCOURSE_OK, Setting::with_service},
    {"oncourse_service_report_table",
     [](Setting& s, oncourse_error* e) { return oncourse_service_report_table(s.service, 9, &s.out.tables[0], e); },
     ONCOURSE_BAD_ARGUMENT, Setting::with_service},
};

const Modest modest[] = {
    {"oncourse_service_report_free",
     [](Setting& s) {
       oncourse_service_report_free(s.service);
       s.service = nullptr;
       return true;
     },
     Setting::with_service},
};

const Written written[] = {
    {"oncourse_service_report_text", [](Setting& s) { return oncourse_service_report_text(s.service); },
     Setting::with_service},
    {"oncourse_service_report_html", [](Setting& s) { return oncourse_service_report_html(s.service); },
     Setting::with_service},
};

}  // namespace

void Setting::with_service(Setting& s) {
  with_model(s);
  expect_ok(oncourse_service_report_new(&s.service_rows, s.phq9, s.model, &s.reporting, &s.service, nullptr));
}

const Calls service_calls = {fallible, modest, written};

}  // namespace oncourse::abi
