/* oncourse.h: is this course of therapy on course? The C interface, the only stable ABI of oncourse. */
/* SPDX-License-Identifier: Apache-2.0 */

/* Ownership   *_new and oncourse_assess give you an object, *_free takes it back and accepts NULL. Objects do not refer
 *             to each other: free them in any order. A const char* we return is borrowed from the object it was read
 *             from, or lives as long as the library where no object is named. We keep nothing that you pass.
 * Errors      every fallible call returns oncourse_status. Its result comes last but one and is untouched on failure.
 *             oncourse_error comes last, is yours, on the stack, and may always be NULL; a call that succeeds empties
 *             it. NULL for anything that is not called optional is ONCOURSE_BAD_ARGUMENT. No message names a person or
 *             repeats a label or a document.
 * Threads     no global state. Any number of threads may read one object; adding to it and freeing it need it to
 *             yourself. No input or output, no clock, no locale, no threads of our own.
 * Growth      a struct that starts with struct_size grows at its end, and only there; its INIT macro sets struct_size.
 *             In options zero means "default", and what a newer program asks of an older library is refused, not
 *             ignored. Results are filled as far as your struct_size goes, and struct_size comes back as the number of
 *             bytes filled. Enumerators are appended, never renumbered. Thus a program built against an older
 *             oncourse.h runs unchanged against a newer library.
 *
 * All text is UTF-8. A date is "2026-02-28". A day is counted from intake, which is day 0 and session 0. Scores are raw
 * points. What is not known is never a number that could be taken for one: a double is NAN, a session -1, a text NULL.
 *
 * A verdict supports a clinician's own judgement and is no diagnosis: it says where scores lie beside those expected.
 */
#ifndef ONCOURSE_H
#define ONCOURSE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ONCOURSE_API __attribute__((visibility("default")))
#else
#define ONCOURSE_API
#endif

#define ONCOURSE_VERSION_MAJOR 0
#define ONCOURSE_VERSION_MINOR 1
#define ONCOURSE_VERSION_PATCH 0
/* One number that ascends: 1002003 is 1.2.3. */
#define ONCOURSE_VERSION (ONCOURSE_VERSION_MAJOR * 1000000 + ONCOURSE_VERSION_MINOR * 1000 + ONCOURSE_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version and status ------------------------------------------------------------------------------------------ */

/* The ONCOURSE_VERSION of the library that runs, to compare with the one you were built against. */
ONCOURSE_API int32_t oncourse_version(void);

typedef int32_t oncourse_status;
enum {
  ONCOURSE_OK = 0,
  ONCOURSE_BAD_ARGUMENT = 1,        /* an argument is outside its documented domain */
  ONCOURSE_UNKNOWN_INSTRUMENT = 2,  /* no instrument has this id */
  ONCOURSE_RESPONSE_RANGE = 3,      /* an answer or score lies outside the instrument's scale */
  ONCOURSE_TOO_MANY_MISSING = 4,    /* more blanks than the instrument's rule allows */
  ONCOURSE_NOT_ENOUGH_SESSIONS = 5, /* too few scored sessions for this question */
  ONCOURSE_OUT_OF_MEMORY = 6,       /* an allocation failed */
  ONCOURSE_INTERNAL = 7,            /* a defect of this library: please report it */
  ONCOURSE_MALFORMED = 8,           /* text that does not parse: a date, a document */
  ONCOURSE_WRONG_VERSION = 9,       /* a document of another schema or version, or changed after it was written */
  ONCOURSE_SESSION_ORDER = 10,      /* sessions or dates that repeat, run backwards or precede intake */
  ONCOURSE_NOT_AVAILABLE = 11       /* the figure asked for is not known */
};

/* "ok", "bad_argument", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_status_name(oncourse_status status);

/* What went wrong, in one line that names the place, the value and the limit: "item 4 is 7, scale is 0..3". It never
 * grows; a longer line is cut between characters. */
typedef struct oncourse_error {
  oncourse_status status;
  char detail[256]; /* always terminated */
} oncourse_error;

/* ---- Scores ------------------------------------------------------------------------------------------------------ */

/* One raw answer, as the person gave it: int16_t. An unanswered item is not 0 and not -1. */
#define ONCOURSE_BLANK INT16_MIN

enum {
  ONCOURSE_PRORATING_PUBLISHED = 0,  /* fill blanks by the instrument's rule where that rule is published */
  ONCOURSE_PRORATING_CONVENTION = 1, /* also where it is common practice only */
  ONCOURSE_PRORATING_NEVER = 2       /* any blank is an error */
};

typedef struct oncourse_score_options {
  size_t struct_size;
  int32_t prorating; /* ONCOURSE_PRORATING_... */
  int32_t reserved;  /* 0 */
} oncourse_score_options;
#define ONCOURSE_SCORE_OPTIONS_INIT \
  { sizeof(oncourse_score_options), 0, 0 }

typedef struct oncourse_score_result {
  size_t struct_size;
  double total;
  const char* band; /* severity; NULL where the instrument has no bands */
  int32_t answered; /* scored items with an answer, of `of_items`; an either-or pair counts as one item */
  int32_t of_items;
  int32_t prorated; /* 1: a scored item was blank and the rule filled it */
  int32_t reserved;
} oncourse_score_result;
#define ONCOURSE_SCORE_RESULT_INIT \
  { sizeof(oncourse_score_result), 0, NULL, 0, 0, 0, 0 }

/* Scores one completed questionnaire; never a partial total.
 *
 *   instrument  its id in any case, with or without '-', '_' and ' ': "phq-9"
 *   answers     n of them, one per item, in the published order; ONCOURSE_BLANK where unanswered
 *   options     optional
 *   errors      BAD_ARGUMENT: another number of answers; UNKNOWN_INSTRUMENT: the detail lists the known ones;
 *               RESPONSE_RANGE; TOO_MANY_MISSING
 *   cost        one pass, no allocation unless it fails */
ONCOURSE_API oncourse_status oncourse_score(const char* instrument, const int16_t* answers, size_t n,
                                            const oncourse_score_options* options, oncourse_score_result* result,
                                            oncourse_error* error);

/* Never grows. */
typedef struct oncourse_subscale_score {
  const char* id;
  double value; /* NAN where too few of its items are answered and the rule lets the total stand */
} oncourse_subscale_score;

/* The subscales of a sheet, in the instrument's order.
 *
 *   subscales  room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   count      how many the instrument has: as many as were written, unless nothing but the number was asked
 *   errors     those of oncourse_score; BAD_ARGUMENT: capacity is above 0 and too small */
ONCOURSE_API oncourse_status oncourse_score_subscales(const char* instrument, const int16_t* answers, size_t n,
                                                      const oncourse_score_options* options,
                                                      oncourse_subscale_score* subscales, size_t capacity,
                                                      size_t* count, oncourse_error* error);

/* The answer to an item that asks for attention whatever the total. Never grows. */
typedef struct oncourse_risk_answer {
  const char* meaning; /* what the item asks after, in our words */
  int32_t item;        /* from 1, as on the form */
  int32_t answer;      /* ONCOURSE_BLANK where the person left it out, which is not the same as "no risk" */
  int32_t threshold;   /* answers at or above it are flagged */
  int32_t flagged;     /* 0 or 1 */
} oncourse_risk_answer;

/* The risk items of a sheet; everything else as for oncourse_score_subscales. A sheet that cannot be scored is an error
 * here too: its risk items are then yours to read. */
ONCOURSE_API oncourse_status oncourse_score_risk(const char* instrument, const int16_t* answers, size_t n,
                                                 const oncourse_score_options* options, oncourse_risk_answer* risk,
                                                 size_t capacity, size_t* count, oncourse_error* error);

/* ---- Course ------------------------------------------------------------------------------------------------------ */

/* One person's therapy, as far as it has come. */
typedef struct oncourse_course oncourse_course;

#define ONCOURSE_NO_PHASE (-1)

/* The agreed frame. Interpersonal psychotherapy is the default: a window of 12 to 16 weekly sessions. */
typedef struct oncourse_plan {
  size_t struct_size;
  int32_t window_first;         /* the earliest session at which the therapy may end as planned, 1..100 */
  int32_t window_last;          /* and the latest */
  int32_t cadence_days;         /* from one session to the next, 1..366 */
  int32_t initial_sessions;     /* ONCOURSE_NO_PHASE: none */
  int32_t termination_sessions; /* counted back from window_last; ONCOURSE_NO_PHASE: none */
  int32_t reserved;             /* 0 */
} oncourse_plan;
#define ONCOURSE_PLAN_INIT \
  { sizeof(oncourse_plan), 0, 0, 0, 0, 0, 0 }

/*   plan         optional
 *   intake_date  optional; without it there are no calendar dates anywhere
 *   errors       BAD_ARGUMENT: the plan; MALFORMED: the date */
ONCOURSE_API oncourse_status oncourse_course_new(const oncourse_plan* plan, const char* intake_date,
                                                 oncourse_course** course, oncourse_error* error);
ONCOURSE_API void oncourse_course_free(oncourse_course* course);

/* The day of a date; negative before intake.
 *
 *   errors  MALFORMED: the date; NOT_AVAILABLE: the course has no intake date */
ONCOURSE_API oncourse_status oncourse_course_day(const oncourse_course* course, const char* date, int64_t* day,
                                                 oncourse_error* error);

/* A session that was held, with or without a questionnaire. Sessions are added in their order; those missed are left
 * out. A call that fails leaves the course as it was: so do all below.
 *
 *   number  0..1000; the first session after intake is 1
 *   day     0..366000
 *   errors  SESSION_ORDER: not after the session before it, or before intake; BAD_ARGUMENT
 *   cost    O(sessions so far), as for every addition of scores */
ONCOURSE_API oncourse_status oncourse_course_add_session(oncourse_course* course, int32_t number, int64_t day,
                                                         oncourse_error* error);

/* A completed questionnaire, scored as oncourse_score does.
 *
 *   session  the number of one that was added
 *   errors   those of oncourse_score; BAD_ARGUMENT: no such session; SESSION_ORDER: completed twice in one session */
ONCOURSE_API oncourse_status oncourse_course_add_answers(oncourse_course* course, int32_t session,
                                                         const char* instrument, const int16_t* answers, size_t n,
                                                         const oncourse_score_options* options, oncourse_error* error);

/* A total that comes without its answers; the basis of a verdict will say so. Otherwise as oncourse_course_add_answers.
 *
 *   total  inside the instrument's scale; off the grid of whole points it is taken for a prorated one */
ONCOURSE_API oncourse_status oncourse_course_add_total(oncourse_course* course, int32_t session, const char* instrument,
                                                       double total, oncourse_error* error);

enum { ONCOURSE_MEDICATION_STARTED = 1, ONCOURSE_MEDICATION_STOPPED = 2, ONCOURSE_MEDICATION_DOSE_CHANGED = 3 };

/* A change of medication: a covariate of models that have one, and a remark in the basis. In any order.
 *
 *   day    -366000..366000; negative before intake
 *   kind   ONCOURSE_MEDICATION_...
 *   label  optional, yours; appears in the JSON report only
 *   errors BAD_ARGUMENT; MALFORMED: a label that is not UTF-8 */
ONCOURSE_API oncourse_status oncourse_course_add_medication(oncourse_course* course, int64_t day, int32_t kind,
                                                            const char* label, oncourse_error* error);

/* The four problem areas of interpersonal psychotherapy. */
enum {
  ONCOURSE_FOCUS_NONE = 0,
  ONCOURSE_FOCUS_GRIEF = 1,
  ONCOURSE_FOCUS_ROLE_DISPUTE = 2,
  ONCOURSE_FOCUS_ROLE_TRANSITION = 3,
  ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT = 4
};

/* Replaces the focus set before.
 *
 *   secondary  ONCOURSE_FOCUS_NONE: there is one problem area; it must differ from the primary */
ONCOURSE_API oncourse_status oncourse_course_set_focus(oncourse_course* course, int32_t primary, int32_t secondary,
                                                       oncourse_error* error);

/* ---- Model ------------------------------------------------------------------------------------------------------- */

/* A growth model fitted to many courses, with its instrument and its calibration. */
typedef struct oncourse_model oncourse_model;

/* Reads a model document, as written by `oncourse fit`.
 *
 *   json    `length` bytes, no terminator needed
 *   errors  MALFORMED: not JSON, or a member is missing or of the wrong kind; WRONG_VERSION: another schema or version,
 *           or a checksum that does not fit the content */
ONCOURSE_API oncourse_status oncourse_model_new(const char* json, size_t length, oncourse_model** model,
                                                oncourse_error* error);
ONCOURSE_API void oncourse_model_free(oncourse_model* model);

/* ---- Assessment -------------------------------------------------------------------------------------------------- */

/* What is said of one course. Immutable. */
typedef struct oncourse_assessment oncourse_assessment;

enum {
  ONCOURSE_TARGET_DEFAULT = 0,              /* the model's calibration's, else the instrument's usual one */
  ONCOURSE_TARGET_RELIABLE_IMPROVEMENT = 1, /* at least the reliable change better than at baseline */
  ONCOURSE_TARGET_CUTOFF = 2,               /* on the functional side of the instrument's cut-off */
  ONCOURSE_TARGET_RECOVERY = 3,             /* both */
  ONCOURSE_TARGET_PERCENT = 4,              /* better by target_value percent of the baseline, in (0, 100] */
  ONCOURSE_TARGET_SCORE = 5                 /* a score of target_value or better */
};

typedef struct oncourse_assess_options {
  size_t struct_size;
  double alpha;        /* false-alarm rate where the model has no calibration that fits, inside (0, 1) */
  double level;        /* of the expected range and the forecast intervals, inside (0, 1) */
  double target_value; /* 0 for the targets that need none */
  int32_t target_kind; /* ONCOURSE_TARGET_... */
  int32_t reserved;    /* 0 */
  int64_t today;       /* a day, for the JSON report to say whether a session is overdue; 0: it does not say */
} oncourse_assess_options;
#define ONCOURSE_ASSESS_OPTIONS_INIT \
  { sizeof(oncourse_assess_options), 0, 0, 0, 0, 0, 0 }

/* Judges the course by one instrument, at every session at which it was completed.
 *
 *   model    optional: without it the verdicts are undetermined and the scores are still read
 *   options  optional
 *   errors   NOT_ENOUGH_SESSIONS: the instrument was never completed; UNKNOWN_INSTRUMENT; BAD_ARGUMENT: the model is
 *            for another instrument, an option; NOT_AVAILABLE: the model needs a covariate that the course lacks
 *   cost     O(sessions^2), and the JSON report is written at once */
ONCOURSE_API oncourse_status oncourse_assess(const oncourse_course* course, const char* instrument,
                                             const oncourse_model* model, const oncourse_assess_options* options,
                                             oncourse_assessment** assessment, oncourse_error* error);
ONCOURSE_API void oncourse_assessment_free(oncourse_assessment* assessment);

enum {
  ONCOURSE_UNDETERMINED = 0,  /* too little is known; the reason is stated */
  ONCOURSE_ON_TRACK = 1,      /* the target is not ruled out at the stated false-alarm rate */
  ONCOURSE_OFF_TRACK = 2,     /* the probability of the target is below the threshold */
  ONCOURSE_REACHED_TARGET = 3 /* the score meets the target, and is likelier than not to meet it at the planned end */
};

/* "undetermined", "on_track", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_verdict_name(int32_t verdict);

enum { ONCOURSE_AT_LEAST = 0, ONCOURSE_ABOVE = 1, ONCOURSE_AT_MOST = 2, ONCOURSE_BELOW = 3 };

typedef struct oncourse_summary {
  size_t struct_size;
  int32_t verdict;                 /* the latest */
  int32_t session;                 /* at which it was given */
  int32_t alarm_session;           /* the first that was off track */
  int32_t earliest_likely_session; /* the first to come, or now, at which the target is likelier met than not */
  int32_t forecast_first;          /* sessions that oncourse_assessment_forecast knows, both included */
  int32_t forecast_last;
  int32_t target_compare; /* ONCOURSE_AT_...: how a score must compare with target_limit; -1 without target */
  int32_t reserved;
  double target_limit;
  double window_probability;        /* that the target is met at the planned end, the window's last session */
  const char* target_basis;         /* "reliable improvement from a baseline of 16 (...)" */
  const char* undetermined_because; /* NULL when the latest verdict is determined */
  size_t n_sessions;                /* for oncourse_assessment_session */
} oncourse_summary;
#define ONCOURSE_SUMMARY_INIT \
  { sizeof(oncourse_summary), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0 }

ONCOURSE_API oncourse_status oncourse_assessment_summary(const oncourse_assessment* assessment,
                                                         oncourse_summary* summary, oncourse_error* error);

/* A range of scores with its middle, cut to the instrument's scale. Never grows. */
typedef struct oncourse_interval {
  double mean, low, high;
} oncourse_interval;

typedef struct oncourse_session_verdict {
  size_t struct_size;
  int32_t session;
  int32_t verdict;
  int64_t day;
  double score;
  double probability;         /* that the target is met at the planned end, seen from here */
  oncourse_interval expected; /* for people with this baseline; not known at the baseline itself */
} oncourse_session_verdict;
#define ONCOURSE_SESSION_VERDICT_INIT                            \
  {                                                              \
    sizeof(oncourse_session_verdict), 0, 0, 0, 0, 0, { 0, 0, 0 } \
  }

/*   index   below n_sessions
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_session(const oncourse_assessment* assessment, size_t index,
                                                         oncourse_session_verdict* result, oncourse_error* error);

typedef struct oncourse_forecast {
  size_t struct_size;
  int32_t session;
  int32_t reserved;
  oncourse_interval line;     /* this person's true score */
  oncourse_interval score;    /* one observed score */
  oncourse_interval expected; /* one observed score of people with this baseline */
  double probability;         /* that an observed score meets the target */
} oncourse_forecast;
#define ONCOURSE_FORECAST_INIT \
  { sizeof(oncourse_forecast), 0, 0, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, 0 }

/* A session to come, or on the curve a past one, seen from the latest score.
 *
 *   session  forecast_first..forecast_last
 *   errors   NOT_AVAILABLE: another session, or there is no forecast for want of a model */
ONCOURSE_API oncourse_status oncourse_assessment_forecast(const oncourse_assessment* assessment, int32_t session,
                                                          oncourse_forecast* result, oncourse_error* error);

enum {
  ONCOURSE_GUARANTEE_NONE = 0,
  ONCOURSE_GUARANTEE_CONFORMAL = 1, /* from calibration persons; holds whatever the model's faults */
  ONCOURSE_GUARANTEE_VILLE = 2      /* from the model alone; holds if the model does, and is conservative */
};

/* Why the latest verdict is what it is. */
typedef struct oncourse_basis {
  size_t struct_size;
  int32_t verdict;
  int32_t session;
  double score;
  double probability;              /* that the target is met at the planned end */
  double threshold;                /* the probability at which an alarm is raised; 0: never */
  oncourse_interval expected;      /* at `session`, for people with this baseline */
  double expected_level;           /* the share of people inside it, 0..1 */
  double turning_score;            /* the nearest score at which the verdict would have been another one */
  double guarantee_alpha;          /* at most this share of those who reach the target is ever flagged */
  int32_t guarantee_kind;          /* ONCOURSE_GUARANTEE_... */
  int32_t guarantee_n_reached;     /* calibration persons behind it */
  const char* guarantee_statement; /* NULL without guarantee, as is model */
  const char* rule;                /* "posterior_probability/conformal", ..., or "none: " and why */
  const char* model;               /* checksum, persons and scores it was fitted to */
  size_t n_inputs, n_sentences, n_assumptions, n_quality_notes;
} oncourse_basis;
#define ONCOURSE_BASIS_INIT \
  { sizeof(oncourse_basis), 0, 0, 0, 0, 0, {0, 0, 0}, 0, 0, 0, 0, 0, NULL, NULL, NULL, 0, 0, 0, 0 }

ONCOURSE_API oncourse_status oncourse_assessment_basis(const oncourse_assessment* assessment, oncourse_basis* basis,
                                                       oncourse_error* error);

/* One score that the verdict rests on. */
typedef struct oncourse_basis_input {
  size_t struct_size;
  int32_t session;
  int32_t prorated; /* 0 or 1 */
  int64_t day;
  double score;
  char date[16]; /* "" without intake date */
} oncourse_basis_input;
#define ONCOURSE_BASIS_INPUT_INIT \
  { sizeof(oncourse_basis_input), 0, 0, 0, 0, "" }

/*   index   below n_inputs
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_input(const oncourse_assessment* assessment, size_t index,
                                                       oncourse_basis_input* result, oncourse_error* error);

/* The basis in plain words, one sentence each. NULL from n_sentences on, and for a NULL assessment: so do the others.
 */
ONCOURSE_API const char* oncourse_assessment_sentence(const oncourse_assessment* assessment, size_t index);
/* What is taken for granted. */
ONCOURSE_API const char* oncourse_assessment_assumption(const oncourse_assessment* assessment, size_t index);
/* What bears on how far the scores can be trusted: prorated, missing, gaps, changes of medication. */
ONCOURSE_API const char* oncourse_assessment_quality_note(const oncourse_assessment* assessment, size_t index);

/* Everything that is said of the course as one JSON object, terminated; its members are those that the README's section
 * on formats lists. */
ONCOURSE_API const char* oncourse_assessment_json(const oncourse_assessment* assessment);

#ifdef __cplusplus
}
#endif

#endif
