package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.provisioning.api.admin.BirthrightRule;
import io.tessera.provisioning.api.admin.BirthrightRule.Effect;
import io.tessera.provisioning.api.admin.BirthrightRule.Preview;
import io.tessera.provisioning.api.admin.BirthrightRule.When;

/** Birthright rules as JSON. */
final class BirthrightCodec {
  private static final int USUALLY_EXAMINED = 10_000;
  private static final int MOST_EXAMINED = 100_000;
  private static final int USUALLY_SHOWN = 100;
  private static final int MOST_SHOWN = 500;

  private BirthrightCodec() {}

  /** A rule whose effect is asked for. */
  record Question(BirthrightRule.Draft rule, int mostExamined, int mostShown) {}

  static Attributes json(BirthrightRule rule) {
    return new JsonObject()
        .id("id", rule.id())
        .text("name", rule.name())
        .text("description", rule.description())
        .flag("enabled", rule.enabled())
        .text("condition", rule.condition())
        .texts("roles", rule.roles())
        .text("startsFrom", rule.starts().from())
        .number("startsDays", rule.starts().days())
        .text("endsFrom", rule.ends().from())
        .number("endsDays", rule.ends().days())
        .number("version", rule.version())
        .build();
  }

  static BirthrightRule.Draft draft(Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly("id", "version");
    BirthrightRule.Draft draft = draft(fields);
    fields.check();
    return draft;
  }

  static Question question(Attributes body) {
    Fields fields = Fields.of(body);
    Fields rule = fields.object("rule");
    if (!fields.has("rule")) {
      fields.problem("rule", "is required.");
    }
    rule.readOnly("id", "version");
    Question question =
        new Question(
            draft(rule),
            number(fields, "examine", USUALLY_EXAMINED, MOST_EXAMINED),
            number(fields, "show", USUALLY_SHOWN, MOST_SHOWN));
    fields.check();
    return question;
  }

  private static int number(Fields fields, String name, int usually, int most) {
    int number = fields.smallNumber(name, usually);
    if (number < 0 || number > most) {
      fields.problem(name, "must be a number from 0 to " + most + ".");
    }
    return number;
  }

  private static BirthrightRule.Draft draft(Fields fields) {
    return new BirthrightRule.Draft(
        fields.text("name"),
        fields.optionalText("description").orElse(""),
        fields.flag("enabled", true),
        fields.text("condition"),
        fields.texts("roles"),
        when(fields, "starts"),
        when(fields, "ends"));
  }

  private static When when(Fields fields, String word) {
    return new When(
        fields.optionalText(word + "From").orElse(""), fields.smallNumber(word + "Days", 0));
  }

  static Attributes json(Preview preview) {
    return new JsonObject()
        .number("examined", preview.examined())
        .flag("complete", preview.complete())
        .number("gaining", preview.gaining())
        .number("losing", preview.losing())
        .objects("effects", preview.effects().stream().map(BirthrightCodec::json).toList())
        .build();
  }

  private static Attributes json(Effect effect) {
    return new JsonObject()
        .text("identity", effect.identity().toString())
        .text("userName", effect.userName())
        .texts("gains", effect.gains())
        .texts("loses", effect.loses())
        .build();
  }
}
