package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.Health;
import io.tessera.provisioning.api.admin.Health.Check;
import io.tessera.provisioning.api.admin.Health.Course;
import io.tessera.provisioning.api.admin.Health.Machine;
import io.tessera.provisioning.api.admin.Health.Pool;
import io.tessera.provisioning.api.admin.Health.Report;
import io.tessera.provisioning.api.admin.Health.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Health as JSON. */
final class HealthCodec {
  private static final MathContext DIGITS = new MathContext(5);
  private static final int PERCENT = 100;

  private HealthCodec() {}

  static Attributes json(Report report) {
    return new JsonObject()
        .word("state", report.state())
        .time("taken", report.taken())
        .objects("checks", report.checks().stream().map(HealthCodec::json).toList())
        .object("jvm", json(report.machine()))
        .object("database", json(report.database()))
        .objects("nodes", List.of(json(report.node())))
        .build();
  }

  private static Attributes json(Check check) {
    return new JsonObject()
        .text("name", check.name())
        .word("state", check.state())
        .text("detail", check.detail())
        .number("tookMillis", check.took().toMillis())
        .build();
  }

  private static Attributes json(Machine machine) {
    return new JsonObject()
        .text("version", machine.version())
        .time("started", machine.started())
        .number("processors", machine.processors())
        .number("cpuPercent", Math.round(machine.cpuShare() * PERCENT))
        .number("heapUsed", machine.heapUsed())
        .number("heapMax", machine.heapMax())
        .number("threads", machine.threads())
        .build();
  }

  private static Attributes json(Pool pool) {
    return new JsonObject()
        .number("active", pool.active())
        .number("idle", pool.idle())
        .number("most", pool.most())
        .number("waiting", pool.waiting())
        .build();
  }

  private static Attributes json(Health.Node node) {
    return new JsonObject()
        .text("name", node.name())
        .text("version", node.version())
        .time("started", node.started())
        .build();
  }

  /** Written by hand: a value that is not known is null, for which attributes have no word. */
  static byte[] json(Course course) {
    return ("{\"step\":"
            + course.step().toSeconds()
            + ",\"from\":"
            + quoted(course.from().toString())
            + ",\"series\":["
            + course.series().stream().map(HealthCodec::json).collect(Collectors.joining(","))
            + "]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String json(Series series) {
    return "{\"name\":"
        + quoted(series.name())
        + ",\"target\":"
        + series.targetIfAny().map(HealthCodec::quoted).orElse("null")
        + ",\"unit\":"
        + quoted(series.unit())
        + ",\"values\":["
        + series.values().stream()
            .map(value -> value.map(HealthCodec::number).orElse("null"))
            .collect(Collectors.joining(","))
        + "]}";
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : "null";
  }

  /** Names are of letters, digits and dashes; anything else is left out to be safe. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("[\"\\\\\\p{Cntrl}]", "") + '"';
  }
}
