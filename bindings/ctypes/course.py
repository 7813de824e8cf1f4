"""course.py: follows one person's course with oncourse, by ctypes alone. Prints the same bytes as c/course.c."""
# SPDX-License-Identifier: Apache-2.0
#   course.py liboncourse.so model.json course.csv
import csv
import ctypes
import math
import sys
from ctypes import byref, c_char, c_char_p, c_double, c_int16, c_int32, c_int64, c_size_t, c_void_p

BLANK = -32768  # ONCOURSE_BLANK: an item left blank, which is not a zero
PRORATING_CONVENTION, FOCUS_NONE, FOCUS_ROLE_TRANSITION, MEDICATION_STARTED = 1, 0, 3, 1


class Error(ctypes.Structure):
    _fields_ = [("status", c_int32), ("detail", c_char * 1024)]


class Growing(ctypes.Structure):
    """A struct that says how much of it the library may fill."""

    def __init__(self):
        super().__init__(ctypes.sizeof(self))


class ScoreOptions(Growing):
    _fields_ = [("struct_size", c_size_t), ("prorating", c_int32), ("reserved", c_int32)]


class ScoreResult(Growing):
    _fields_ = [("struct_size", c_size_t), ("total", c_double), ("band", c_char_p), ("answered", c_int32),
                ("of_items", c_int32), ("prorated", c_int32), ("reserved", c_int32)]


class RiskAnswer(ctypes.Structure):
    _fields_ = [("meaning", c_char_p), ("item", c_int32), ("answer", c_int32), ("threshold", c_int32),
                ("flagged", c_int32)]


class Interval(ctypes.Structure):
    _fields_ = [("mean", c_double), ("low", c_double), ("high", c_double)]


class Summary(Growing):
    _fields_ = [("struct_size", c_size_t), ("verdict", c_int32), ("session", c_int32), ("alarm_session", c_int32),
                ("earliest_likely_session", c_int32), ("forecast_first", c_int32), ("forecast_last", c_int32),
                ("target_compare", c_int32), ("reserved", c_int32), ("target_limit", c_double),
                ("window_probability", c_double), ("target_basis", c_char_p), ("undetermined_because", c_char_p),
                ("n_sessions", c_size_t)]


class SessionVerdict(Growing):
    _fields_ = [("struct_size", c_size_t), ("session", c_int32), ("verdict", c_int32), ("day", c_int64),
                ("score", c_double), ("probability", c_double), ("expected", Interval)]


class Forecast(Growing):
    _fields_ = [("struct_size", c_size_t), ("session", c_int32), ("reserved", c_int32), ("line", Interval),
                ("score", Interval), ("expected", Interval), ("probability", c_double)]


class Basis(Growing):
    _fields_ = [("struct_size", c_size_t), ("verdict", c_int32), ("session", c_int32), ("score", c_double),
                ("probability", c_double), ("value", c_double), ("threshold", c_double), ("expected", Interval),
                ("expected_level", c_double), ("turning_score", c_double), ("guarantee_alpha", c_double),
                ("guarantee_kind", c_int32), ("guarantee_n_reached", c_int32), ("guarantee_statement", c_char_p),
                ("rule", c_char_p), ("calibration", c_char_p), ("model", c_char_p), ("n_inputs", c_size_t),
                ("n_sentences", c_size_t), ("n_assumptions", c_size_t), ("n_quality_notes", c_size_t),
                ("n_rules", c_size_t), ("decided", c_size_t)]


class Refused(Exception):
    """A status other than ok."""


class Oncourse:
    """Calls by their C names without the prefix; the error argument is ours."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)

    def text(self, name, *arguments):
        function = self.library["oncourse_" + name]
        function.restype = c_char_p
        return function(*arguments).decode()

    def call(self, name, *arguments):
        error = Error()
        if self.library["oncourse_" + name](*arguments, byref(error)) != 0:
            raise Refused(f"{self.text('status_name', error.status)}: {error.detail.decode()}")

    def free(self, name, handle):
        function = self.library[f"oncourse_{name}_free"]
        function.restype = None
        function(handle)


def sheet(answers):
    if any(not BLANK <= answer <= 32767 for answer in answers):  # c_int16 would wrap it around
        raise ValueError("an answer that no sheet holds")
    return (c_int16 * len(answers))(*answers), c_size_t(len(answers))


def figure(value):
    return "unknown" if math.isnan(value) else f"{value:.3f}"


def score_a_sheet(oncourse, phq9):
    answers, n = sheet([3, 2, 2, 3, 2, 2, 2, 1, 1])
    score, risk, count = ScoreResult(), (RiskAnswer * 1)(), c_size_t()
    oncourse.call("score", phq9, answers, n, None, byref(score))
    print(f"total {figure(score.total)}, {score.band.decode()}, {score.answered} of {score.of_items} items answered")
    oncourse.call("score_risk", phq9, answers, n, None, risk, c_size_t(1), byref(count))
    for item in risk[:count.value]:
        print(f"risk item {item.item}, {item.meaning.decode()}: {'flagged' if item.flagged else 'not flagged'}")
    try:
        oncourse.call("score", phq9, *sheet([0, 1, 2, 7, 0, 1, 2, 3, 0]), None, byref(score))
    except Refused as refused:  # a total is never guessed
        print(f"refused, {refused}")


def read_course(oncourse, phq9, path):
    course, day, options = c_void_p(), c_int64(), ScoreOptions()
    options.prorating = PRORATING_CONVENTION  # the PHQ-9's rule for blanks is one, and must be asked for
    oncourse.call("course_new", None, b"2026-01-05", byref(course))
    oncourse.call("course_set_focus", course, FOCUS_ROLE_TRANSITION, FOCUS_NONE)
    oncourse.call("course_add_medication", course, c_int64(14), MEDICATION_STARTED, None)
    with open(path, newline="", encoding="utf-8") as file:
        for session, date, *cells in list(csv.reader(file))[1:]:
            oncourse.call("course_day", course, date.encode(), byref(day))
            oncourse.call("course_add_session", course, int(session), day)
            answers, n = sheet([int(cell) if cell else BLANK for cell in cells])
            oncourse.call("course_add_answers", course, int(session), phq9, answers, n, byref(options))
    return course


def print_assessment(oncourse, assessment):
    summary, at, basis, forecast = Summary(), SessionVerdict(), Basis(), Forecast()
    oncourse.call("assessment_summary", assessment, byref(summary))
    for i in range(summary.n_sessions):
        oncourse.call("assessment_session", assessment, c_size_t(i), byref(at))
        print(f"session {at.session}, day {at.day}: {figure(at.score)}, {oncourse.text('verdict_name', at.verdict)}, "
              f"probability {figure(at.probability)}")
    oncourse.call("assessment_basis", assessment, byref(basis))
    print(f"rule {basis.rule.decode()}, probability {figure(basis.probability)}, threshold {figure(basis.threshold)}")
    print("guarantee:", (basis.guarantee_statement or b"none").decode())
    for i in range(basis.n_sentences):
        print("-", oncourse.text("assessment_sentence", assessment, c_size_t(i)))
    for session in (12, 16):
        oncourse.call("assessment_forecast", assessment, session, byref(forecast))
        score = forecast.score
        print(f"forecast {session}: {figure(score.mean)} ({figure(score.low)} to {figure(score.high)}), "
              f"probability {figure(forecast.probability)}")


def main(library, model_path, course_path):
    oncourse = Oncourse(library)
    phq9, model, assessment = c_void_p(), c_void_p(), c_void_p()
    print("oncourse", oncourse.text("version_string"))
    oncourse.call("instrument_find", b"phq-9", byref(phq9))
    score_a_sheet(oncourse, phq9)
    with open(model_path, "rb") as file:
        document = file.read()
    oncourse.call("model_new", document, c_size_t(len(document)), byref(model))
    course = read_course(oncourse, phq9, course_path)
    oncourse.call("assess", course, phq9, model, None, byref(assessment))
    print_assessment(oncourse, assessment)
    for name, handle in (("assessment", assessment), ("course", course), ("model", model), ("instrument", phq9)):
        oncourse.free(name, handle)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main(*sys.argv[1:])
