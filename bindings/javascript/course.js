// course.js: follows one person's course with oncourse, from Node by koffi. Prints the same bytes as c/course.c.
// SPDX-License-Identifier: Apache-2.0
//   npm ci && node course.js liboncourse.so model.json course.csv
import { readFileSync } from 'node:fs';
import koffi from 'koffi';

const [libraryPath, modelPath, coursePath] = process.argv.slice(2);

const BLANK = -32768;  // ONCOURSE_BLANK: an item left blank, which is not a zero
const PRORATING_CONVENTION = 1, FOCUS_NONE = 0, FOCUS_ROLE_TRANSITION = 3, MEDICATION_STARTED = 1;

for (const handle of ['instrument', 'course', 'model', 'assessment']) koffi.opaque(`oncourse_${handle}`);
koffi.struct('oncourse_error', { status: 'int32_t', detail: koffi.array('char', 1024, 'String') });
koffi.struct('oncourse_interval', { mean: 'double', low: 'double', high: 'double' });
koffi.struct('oncourse_risk_answer',
  { meaning: 'const char*', item: 'int32_t', answer: 'int32_t', threshold: 'int32_t', flagged: 'int32_t' });

// Structs that say how much of them the library may fill.
const growing = (name, members) => koffi.struct(`oncourse_${name}`, { struct_size: 'size_t', ...members });
const ScoreOptions = growing('score_options', { prorating: 'int32_t', reserved: 'int32_t' });
const ScoreResult = growing('score_result', {
  total: 'double', band: 'const char*', answered: 'int32_t', of_items: 'int32_t', prorated: 'int32_t',
  reserved: 'int32_t' });
const Summary = growing('summary', {
  verdict: 'int32_t', session: 'int32_t', alarm_session: 'int32_t', earliest_likely_session: 'int32_t',
  forecast_first: 'int32_t', forecast_last: 'int32_t', target_compare: 'int32_t', reserved: 'int32_t',
  target_limit: 'double', window_probability: 'double', target_basis: 'const char*',
  undetermined_because: 'const char*', n_sessions: 'size_t' });
const SessionVerdict = growing('session_verdict', {
  session: 'int32_t', verdict: 'int32_t', day: 'int64_t', score: 'double', probability: 'double',
  expected: 'oncourse_interval' });
const Forecast = growing('forecast', {
  session: 'int32_t', reserved: 'int32_t', line: 'oncourse_interval', score: 'oncourse_interval',
  expected: 'oncourse_interval', probability: 'double' });
const Basis = growing('basis', {
  verdict: 'int32_t', session: 'int32_t', score: 'double', probability: 'double', value: 'double',
  threshold: 'double', expected: 'oncourse_interval', expected_level: 'double', turning_score: 'double', guarantee_alpha: 'double',
  guarantee_kind: 'int32_t', guarantee_n_reached: 'int32_t', guarantee_statement: 'const char*', rule: 'const char*',
  calibration: 'const char*', model: 'const char*', n_inputs: 'size_t', n_sentences: 'size_t', n_assumptions: 'size_t',
  n_quality_notes: 'size_t', n_rules: 'size_t', decided: 'size_t' });

const library = koffi.load(libraryPath);
const text = (name, parameters) => library.func(`const char* oncourse_${name}(${parameters})`);
const free = (name) => library.func(`void oncourse_${name}_free(oncourse_${name}*)`);
const statusName = text('status_name', 'int32_t');

// A call by its C name and parameters; the error argument is ours, and a status other than ok is thrown.
const call = (name, parameters) => {
  const raw = library.func(`int32_t oncourse_${name}(${parameters}, _Out_ oncourse_error* error)`);
  return (...given) => {
    const error = {};
    if (raw(...given, error) !== 0) throw new Error(`${statusName(error.status)}: ${error.detail}`);
  };
};
// A call that makes an object, and one that fills a struct; both return it.
const make = (name, parameters, handle) => {
  const raw = call(name, `${parameters}, _Out_ oncourse_${handle}** made`);
  return (...given) => { const made = [null]; raw(...given, made); return made[0]; };
};
const fill = (name, parameters, struct) => {
  const raw = call(name, `${parameters}, _Inout_ ${struct.name}* result`);
  return (...given) => {
    const result = { struct_size: koffi.sizeof(struct) };
    raw(...given, result);
    return result;
  };
};

const sheet = 'const oncourse_instrument*, const int16_t*, size_t, const oncourse_score_options*';
const findInstrument = make('instrument_find', 'const char*', 'instrument');
const score = fill('score', sheet, ScoreResult);
const scoreRisk = call('score_risk', `${sheet}, _Out_ oncourse_risk_answer*, size_t, _Out_ size_t*`);
const newCourse = make('course_new', 'const void*, const char*', 'course');
const dayOf = call('course_day', 'const oncourse_course*, const char*, _Out_ int64_t*');
const setFocus = call('course_set_focus', 'oncourse_course*, int32_t, int32_t');
const addMedication = call('course_add_medication', 'oncourse_course*, int64_t, int32_t, const char*');
const addSession = call('course_add_session', 'oncourse_course*, int32_t, int64_t');
const addAnswers = call('course_add_answers', `oncourse_course*, int32_t, ${sheet}`);
const newModel = make('model_new', 'const void*, size_t', 'model');
const assess = make('assess',
  'const oncourse_course*, const oncourse_instrument*, const oncourse_model*, const void*', 'assessment');
const summaryOf = fill('assessment_summary', 'const oncourse_assessment*', Summary);
const sessionOf = fill('assessment_session', 'const oncourse_assessment*, size_t', SessionVerdict);
const basisOf = fill('assessment_basis', 'const oncourse_assessment*', Basis);
const forecastOf = fill('assessment_forecast', 'const oncourse_assessment*, int32_t', Forecast);
const sentenceOf = text('assessment_sentence', 'const oncourse_assessment*, size_t');
const verdictName = text('verdict_name', 'int32_t');

const figure = (value) => (Number.isNaN(value) ? 'unknown' : value.toFixed(3));
const print = (line) => process.stdout.write(`${line}\n`);

const scoreASheet = (phq9) => {
  const answers = [3, 2, 2, 3, 2, 2, 2, 1, 1];
  const s = score(phq9, answers, answers.length, null);
  print(`total ${figure(s.total)}, ${s.band}, ${s.answered} of ${s.of_items} items answered`);
  const risk = [{}], count = [0];
  scoreRisk(phq9, answers, answers.length, null, risk, 1, count);
  for (const r of risk.slice(0, count[0]))
    print(`risk item ${r.item}, ${r.meaning}: ${r.flagged ? 'flagged' : 'not flagged'}`);
  try {
    score(phq9, [0, 1, 2, 7, 0, 1, 2, 3, 0], 9, null);
  } catch (refused) {  // a total is never guessed
    print(`refused, ${refused.message}`);
  }
};

// Number('') and Number(' ') are 0: whatever is not a whole number is no answer, and no blank either.
const answerIn = (cell) => {
  if (cell === '') return BLANK;
  if (!/^-?\d{1,4}$/.test(cell)) throw new Error('an answer is no whole number');
  return Number(cell);
};

const readCourse = (phq9) => {
  // The PHQ-9's rule for blanks is a convention, and must be asked for.
  const options = { struct_size: koffi.sizeof(ScoreOptions), prorating: PRORATING_CONVENTION, reserved: 0 };
  const course = newCourse(null, '2026-01-05');
  setFocus(course, FOCUS_ROLE_TRANSITION, FOCUS_NONE);
  addMedication(course, 14, MEDICATION_STARTED, null);
  for (const row of readFileSync(coursePath, 'utf8').trimEnd().split(/\r?\n/).slice(1)) {
    const [session, date, ...cells] = row.split(',');
    const day = [0];
    dayOf(course, date, day);
    addSession(course, Number(session), day[0]);
    const answers = cells.map(answerIn);
    addAnswers(course, Number(session), phq9, answers, answers.length, options);
  }
  return course;
};

const printAssessment = (assessment) => {
  for (let i = 0; i < summaryOf(assessment).n_sessions; ++i) {
    const at = sessionOf(assessment, i);
    print(`session ${at.session}, day ${at.day}: ${figure(at.score)}, ${verdictName(at.verdict)}, ` +
          `probability ${figure(at.probability)}`);
  }
  const basis = basisOf(assessment);
  print(`rule ${basis.rule}, probability ${figure(basis.probability)}, threshold ${figure(basis.threshold)}`);
  print(`guarantee: ${basis.guarantee_statement ?? 'none'}`);
  for (let i = 0; i < basis.n_sentences; ++i) print(`- ${sentenceOf(assessment, i)}`);
  for (const session of [12, 16]) {
    const f = forecastOf(assessment, session);
    print(`forecast ${session}: ${figure(f.score.mean)} (${figure(f.score.low)} to ${figure(f.score.high)}), ` +
          `probability ${figure(f.probability)}`);
  }
};

print(`oncourse ${text('version_string', '')()}`);
const phq9 = findInstrument('phq-9');
scoreASheet(phq9);
const document = readFileSync(modelPath);
const model = newModel(document, document.length);
const course = readCourse(phq9);
const assessment = assess(course, phq9, model, null);
printAssessment(assessment);
free('assessment')(assessment);
free('course')(course);
free('model')(model);
free('instrument')(phq9);
