package io.tessera.bench;

import java.util.Locale;

/** The table that comes out, a line as soon as it is known. */
final class Report {
  private static final String FORMAT = "| %-44s | %-10s | %9s | %9s | %9s | %8s | %8s | %7s |%n";

  private Report() {}

  static void heading() {
    System.out.printf(
        FORMAT,
        "scenario",
        "database",
        "per s",
        "CPU ms",
        "db CPU ms",
        "p50 ms",
        "p99 ms",
        "RSS MiB");
    System.out.println(
        "|---|---|---|---|---|---|---|---|".replace("---", "--:").replaceFirst("--:", "---"));
  }

  static void line(
      String scenario, Rig.Database database, Measurement.Window window, double residentMiB) {
    System.out.printf(
        FORMAT,
        scenario,
        database.label(),
        number(window.perSecond(), 0),
        number(window.serverCpuMillis(), 2),
        database == Rig.Database.DERBY ? "-" : number(window.databaseCpuMillis(), 2),
        number(window.p50Millis(), 1),
        number(window.p99Millis(), 1),
        number(residentMiB, 0));
    System.out.flush();
  }

  static void remark(String format, Object... arguments) {
    System.out.printf(Locale.ROOT, format + "%n", arguments);
    System.out.flush();
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
