package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.Rule;
import io.tessera.provisioning.api.admin.Rule.Effect;
import io.tessera.provisioning.api.admin.Rule.Policy;
import io.tessera.provisioning.api.admin.Rule.Scope;
import io.tessera.provisioning.api.admin.Rule.Simple;
import io.tessera.provisioning.api.admin.Rule.Window;
import io.tessera.provisioning.api.admin.Rules.Opinion;
import io.tessera.provisioning.api.admin.Rules.Ruling;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules as JSON. */
final class RuleCodec {
  private static final String XACML = "xacml";
  private static final List<String> OF_SIMPLE_RULES =
      List.of("effect", "roles", "condition", "window", "validFrom", "validUntil");

  private RuleCodec() {}

  static Attributes json(Rule rule) {
    JsonObject json =
        new JsonObject()
            .id("id", rule.id())
            .text("name", rule.name())
            .text("description", rule.description())
            .flag("enabled", rule.enabled())
            .texts("targets", rule.scope().targets())
            .texts("serviceProviders", rule.scope().serviceProviders())
            .texts(
                "resourceTypes",
                rule.scope().types().stream().map(ResourceType::scimName).sorted().toList())
            .texts("operations", words(rule.scope().operations()));
    if (rule.test() instanceof Policy policy) {
      json.text(policy.language(), policy.source());
    } else if (rule.test() instanceof Simple simple) {
      put(json, simple);
    }
    return json.number("version", rule.version()).build();
  }

  private static void put(JsonObject json, Simple rule) {
    json.word("effect", rule.effect())
        .texts("roles", rule.roles())
        .text("condition", rule.condition());
    rule.windowIfAny().ifPresent(window -> json.object("window", json(window)));
    json.time("validFrom", rule.fromIfAny()).time("validUntil", rule.untilIfAny());
  }

  private static Attributes json(Window window) {
    return new JsonObject()
        .texts(
            "days",
            Stream.of(DayOfWeek.values())
                .filter(window.days()::contains)
                .map(JsonObject::word)
                .toList())
        .text("from", window.from().toString())
        .text("to", window.to().toString())
        .text("zone", window.zone())
        .build();
  }

  private static List<String> words(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(JsonObject::word).sorted().toList();
  }

  static Attributes json(Ruling ruling) {
    return new JsonObject()
        .flag("permitted", ruling.permitted())
        .text("decidedBy", ruling.decidedBy())
        .text("why", ruling.why())
        .objects("rules", ruling.opinions().stream().map(RuleCodec::json).toList())
        .build();
  }

  private static Attributes json(Opinion opinion) {
    return new JsonObject()
        .text("rule", opinion.rule())
        .text("decision", JsonObject.word(opinion.effect()).replace('_', '-'))
        .text("part", opinion.part())
        .text("why", opinion.why())
        .build();
  }

  static Rule.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    Rule.Draft draft =
        new Rule.Draft(
            fields.text("name"),
            fields.optionalText("description").orElse(""),
            fields.flag("enabled", true),
            scope(fields),
            fields.has(XACML) ? policy(fields) : simple(fields));
    fields.check();
    return draft;
  }

  private static Scope scope(Fields fields) {
    return new Scope(
        fields.texts("targets"),
        fields.texts("serviceProviders"),
        constants(fields, "resourceTypes", ResourceType.values(), ResourceType::scimName),
        constants(fields, "operations", Operation.values(), JsonObject::word));
  }

  private static Policy policy(Fields fields) {
    for (String other : OF_SIMPLE_RULES) {
      if (fields.has(other)) {
        fields.problem(other, "is not expected beside \"" + XACML + "\".");
      }
    }
    return new Policy(XACML, fields.text(XACML));
  }

  private static Simple simple(Fields fields) {
    if (!fields.has("effect")) {
      fields.problem("effect", "or \"" + XACML + "\" is required.");
    }
    return new Simple(
        fields.constant("effect", Effect.values(), JsonObject::word, Effect.DENY),
        fields.texts("roles"),
        fields.optionalText("condition").orElse(""),
        fields.has("window") ? window(fields.object("window")) : null,
        instant(fields, "validFrom"),
        instant(fields, "validUntil"));
  }

  private static Window window(Fields fields) {
    return new Window(
        constants(fields, "days", DayOfWeek.values(), JsonObject::word),
        time(fields, "from"),
        time(fields, "to"),
        fields.optionalText("zone").orElse(""));
  }

  private static LocalTime time(Fields fields, String name) {
    String text = fields.optionalText(name).orElse("00:00");
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException wrong) {
      fields.problem(name, "must be a time of the day, 08:30.");
      return LocalTime.MIDNIGHT;
    }
  }

  static @Nullable Instant instant(Fields fields, String name) {
    Optional<String> text = fields.optionalText(name);
    try {
      return text.map(t -> OffsetDateTime.parse(t).toInstant()).orElse(null);
    } catch (DateTimeException wrong) {
      fields.problem(name, "must be a date and time with its offset, 2030-01-31T00:00:00Z.");
      return null;
    }
  }

  static @Nullable Operation operation(Fields fields, String name) {
    return fields.has(name)
        ? fields.constant(name, Operation.values(), JsonObject::word, Operation.UPDATE)
        : null;
  }

  private static <E extends Enum<E>> Set<E> constants(
      Fields fields, String name, E[] all, Function<E, String> word) {
    Set<E> constants = new HashSet<>();
    for (String text : fields.texts(name)) {
      List<String> known = new ArrayList<>();
      boolean found = false;
      for (E constant : all) {
        known.add(word.apply(constant));
        if (word.apply(constant).toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
          found = constants.add(constant) || found;
        }
      }
      if (!found) {
        fields.problem(name, "takes each of " + String.join(", ", known) + " once.");
      }
    }
    return constants;
  }
}
