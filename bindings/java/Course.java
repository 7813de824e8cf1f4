// Course.java: follows one person's course with oncourse, from Java by JNA. Prints the same bytes as c/course.c.
// SPDX-License-Identifier: Apache-2.0
//   java -cp jna.jar Course.java liboncourse.so model.json course.csv
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

public class Course {
  static final short BLANK = Short.MIN_VALUE; // ONCOURSE_BLANK: an item left blank, which is not a zero
  static final int PRORATING_CONVENTION = 1, FOCUS_NONE = 0, FOCUS_ROLE_TRANSITION = 3, MEDICATION_STARTED = 1;

  public static class Size extends IntegerType {
    public Size() { this(0); }
    public Size(long value) { super(Native.SIZE_T_SIZE, value, true); }
  }

  /** The C header, as far as it is used here. Handles are pointers. */
  public interface Oncourse extends Library {
    @FieldOrder({"status", "detail"})
    class Error extends Structure {
      public int status;
      public byte[] detail = new byte[1024];
    }

    /** A struct that says how much of it the library may fill. */
    @FieldOrder({"struct_size"})
    abstract class Growing extends Structure {
      public Size struct_size;
      Growing() { struct_size = new Size(size()); }
    }

    @FieldOrder({"prorating", "reserved"})
    class ScoreOptions extends Growing {
      public int prorating, reserved;
    }

    @FieldOrder({"total", "band", "answered", "of_items", "prorated", "reserved"})
    class ScoreResult extends Growing {
      public double total;
      public String band;
      public int answered, of_items, prorated, reserved;
    }

    @FieldOrder({"meaning", "item", "answer", "threshold", "flagged"})
    class RiskAnswer extends Structure {
      public String meaning;
      public int item, answer, threshold, flagged;
    }

    @FieldOrder({"mean", "low", "high"})
    class Interval extends Structure {
      public double mean, low, high;
    }

    @FieldOrder({"verdict", "session", "alarm_session", "earliest_likely_session", "forecast_first", "forecast_last",
                 "target_compare", "reserved", "target_limit", "window_probability", "target_basis",
                 "undetermined_because", "n_sessions"})
    class Summary extends Growing {
      public int verdict, session, alarm_session, earliest_likely_session, forecast_first, forecast_last;
      public int target_compare, reserved;
      public double target_limit, window_probability;
      public String target_basis, undetermined_because;
      public Size n_sessions;
    }

    @FieldOrder({"session", "verdict", "day", "score", "probability", "expected"})
    class SessionVerdict extends Growing {
      public int session, verdict;
      public long day;
      public double score, probability;
      public Interval expected;
    }

    @FieldOrder({"session", "reserved", "line", "score", "expected", "probability"})
    class Forecast extends Growing {
      public int session, reserved;
      public Interval line, score, expected;
      public double probability;
    }

    @FieldOrder({"verdict", "session", "score", "probability", "value", "threshold", "expected", "expected_level",
                 "turning_score", "guarantee_alpha", "guarantee_kind", "guarantee_n_reached", "guarantee_statement",
                 "rule", "calibration", "model", "n_inputs", "n_sentences", "n_assumptions", "n_quality_notes",
                 "n_rules", "decided"})
    class Basis extends Growing {
      public int verdict, session;
      public double score, probability, value, threshold;
      public Interval expected;
      public double expected_level, turning_score, guarantee_alpha;
      public int guarantee_kind, guarantee_n_reached;
      public String guarantee_statement, rule, calibration, model;
      public Size n_inputs, n_sentences, n_assumptions, n_quality_notes, n_rules, decided;
    }

    String oncourse_version_string();
    String oncourse_status_name(int status);
    int oncourse_instrument_find(String id, PointerByReference instrument, Error error);
    void oncourse_instrument_free(Pointer instrument);
    int oncourse_score(Pointer instrument, short[] answers, Size n, ScoreOptions options, ScoreResult result,
                       Error error);
    int oncourse_score_risk(Pointer instrument, short[] answers, Size n, ScoreOptions options, RiskAnswer risk,
                            Size capacity, LongByReference count, Error error);
    int oncourse_course_new(Pointer plan, String intakeDate, PointerByReference course, Error error);
    void oncourse_course_free(Pointer course);
    int oncourse_course_day(Pointer course, String date, LongByReference day, Error error);
    int oncourse_course_add_session(Pointer course, int number, long day, Error error);
    int oncourse_course_add_answers(Pointer course, int session, Pointer instrument, short[] answers, Size n,
                                    ScoreOptions options, Error error);
    int oncourse_course_add_medication(Pointer course, long day, int kind, String label, Error error);
    int oncourse_course_set_focus(Pointer course, int primary, int secondary, Error error);
    int oncourse_model_new(byte[] json, Size length, PointerByReference model, Error error);
    void oncourse_model_free(Pointer model);
    int oncourse_assess(Pointer course, Pointer instrument, Pointer model, Pointer options,
                        PointerByReference assessment, Error error);
    void oncourse_assessment_free(Pointer assessment);
    String oncourse_verdict_name(int verdict);
    int oncourse_assessment_summary(Pointer assessment, Summary summary, Error error);
    int oncourse_assessment_session(Pointer assessment, Size index, SessionVerdict result, Error error);
    int oncourse_assessment_basis(Pointer assessment, Basis basis, Error error);
    int oncourse_assessment_forecast(Pointer assessment, int session, Forecast result, Error error);
    String oncourse_assessment_sentence(Pointer assessment, Size index);
  }

  static final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  static final Oncourse.Error error = new Oncourse.Error(); // of one thread
  static Oncourse oncourse;

  static String refusal() {
    return oncourse.oncourse_status_name(error.status) + ": " + Native.toString(error.detail, "UTF-8");
  }

  static void check(int status) {
    if (status != 0) throw new IllegalArgumentException(refusal());
  }

  /** Three decimals, rounded as C does and without a locale. */
  static String figure(double value) {
    return Double.isNaN(value) ? "unknown" : new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }

  static void scoreASheet(Pointer phq9) {
    short[] answers = {3, 2, 2, 3, 2, 2, 2, 1, 1}, impossible = {0, 1, 2, 7, 0, 1, 2, 3, 0};
    Size n = new Size(answers.length);
    var score = new Oncourse.ScoreResult();
    check(oncourse.oncourse_score(phq9, answers, n, null, score, error));
    out.print("total " + figure(score.total) + ", " + score.band + ", " + score.answered + " of " + score.of_items
              + " items answered\n");
    var risk = new Oncourse.RiskAnswer();
    check(oncourse.oncourse_score_risk(phq9, answers, n, null, risk, new Size(1), new LongByReference(), error));
    out.print("risk item " + risk.item + ", " + risk.meaning + ": " + (risk.flagged != 0 ? "flagged" : "not flagged")
              + "\n");
    // A sheet that cannot be right is refused; a total is never guessed.
    if (oncourse.oncourse_score(phq9, impossible, n, null, score, error) != 0)
      out.print("refused, " + refusal() + "\n");
  }

  static Pointer readCourse(Pointer phq9, String path) throws IOException {
    var made = new PointerByReference();
    check(oncourse.oncourse_course_new(null, "2026-01-05", made, error));
    Pointer course = made.getValue();
    check(oncourse.oncourse_course_set_focus(course, FOCUS_ROLE_TRANSITION, FOCUS_NONE, error));
    check(oncourse.oncourse_course_add_medication(course, 14, MEDICATION_STARTED, null, error));
    var options = new Oncourse.ScoreOptions();
    options.prorating = PRORATING_CONVENTION; // the PHQ-9's rule for blanks is one, and must be asked for
    var lines = Files.readAllLines(Path.of(path));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int session = Integer.parseInt(cells[0]);
      short[] answers = new short[cells.length - 2];
      for (int i = 0; i < answers.length; ++i)
        answers[i] = cells[i + 2].isEmpty() ? BLANK : Short.parseShort(cells[i + 2]);
      var day = new LongByReference();
      check(oncourse.oncourse_course_day(course, cells[1], day, error));
      check(oncourse.oncourse_course_add_session(course, session, day.getValue(), error));
      check(oncourse.oncourse_course_add_answers(course, session, phq9, answers, new Size(answers.length), options,
                                                 error));
    }
    return course;
  }

  static void printAssessment(Pointer assessment) {
    var summary = new Oncourse.Summary();
    check(oncourse.oncourse_assessment_summary(assessment, summary, error));
    var at = new Oncourse.SessionVerdict();
    for (long i = 0; i < summary.n_sessions.longValue(); ++i) {
      check(oncourse.oncourse_assessment_session(assessment, new Size(i), at, error));
      out.print("session " + at.session + ", day " + at.day + ": " + figure(at.score) + ", "
                + oncourse.oncourse_verdict_name(at.verdict) + ", probability " + figure(at.probability) + "\n");
    }
    var basis = new Oncourse.Basis();
    check(oncourse.oncourse_assessment_basis(assessment, basis, error));
    out.print("rule " + basis.rule + ", probability " + figure(basis.probability) + ", threshold "
              + figure(basis.threshold) + "\n");
    out.print("guarantee: " + (basis.guarantee_statement != null ? basis.guarantee_statement : "none") + "\n");
    for (long i = 0; i < basis.n_sentences.longValue(); ++i)
      out.print("- " + oncourse.oncourse_assessment_sentence(assessment, new Size(i)) + "\n");
    var forecast = new Oncourse.Forecast();
    for (int session : new int[] {12, 16}) {
      check(oncourse.oncourse_assessment_forecast(assessment, session, forecast, error));
      var score = forecast.score;
      out.print("forecast " + session + ": " + figure(score.mean) + " (" + figure(score.low) + " to "
                + figure(score.high) + "), probability " + figure(forecast.probability) + "\n");
    }
  }

  public static void main(String[] arguments) throws IOException {
    oncourse = Native.load(arguments[0], Oncourse.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
    out.print("oncourse " + oncourse.oncourse_version_string() + "\n");
    PointerByReference phq9 = new PointerByReference(), model = new PointerByReference();
    var assessment = new PointerByReference();
    check(oncourse.oncourse_instrument_find("phq-9", phq9, error));
    scoreASheet(phq9.getValue());
    byte[] document = Files.readAllBytes(Path.of(arguments[1]));
    check(oncourse.oncourse_model_new(document, new Size(document.length), model, error));
    Pointer course = readCourse(phq9.getValue(), arguments[2]);
    check(oncourse.oncourse_assess(course, phq9.getValue(), model.getValue(), null, assessment, error));
    printAssessment(assessment.getValue());
    oncourse.oncourse_assessment_free(assessment.getValue());
    oncourse.oncourse_course_free(course);
    oncourse.oncourse_model_free(model.getValue());
    oncourse.oncourse_instrument_free(phq9.getValue());
  }
}
