package io.tessera.federation.internal;

import java.util.Optional;

/**
 * One field of a form, with its label and what is wrong with it.
 *
 * @param label key of its text; {@code LABEL.hint} may say more
 * @param complete what browsers fill in (HTML, autofill)
 */
record Field(
    String name,
    String type,
    String label,
    String value,
    String complete,
    Optional<String> mistake) {
  private static final String MAX_LENGTH = "1024";

  static Field of(String name, String type, String label) {
    return new Field(name, type, label, "", "off", Optional.empty());
  }

  Field holding(String other) {
    return new Field(name, type, label, other, complete, mistake);
  }

  Field completedBy(String other) {
    return new Field(name, type, label, value, other, mistake);
  }

  Field wrong(Optional<String> other) {
    return new Field(name, type, label, value, complete, other);
  }

  void write(Markup body, Texts texts) {
    Optional<String> hint = texts.find(label + ".hint");
    body.tag("<p class=\"field\"><label").attribute("for", name).tag(">").text(texts.of(label));
    body.tag("</label>\n<input")
        .attribute("id", name)
        .attribute("name", name)
        .attribute("type", type)
        .attribute("autocomplete", complete)
        .attribute("maxlength", MAX_LENGTH)
        .tag(" autocapitalize=\"none\" spellcheck=\"false\" required");
    if (!value.isEmpty()) {
      body.attribute("value", value);
    }
    if (mistake.isPresent()) {
      body.attribute("aria-invalid", "true");
    }
    if (mistake.isPresent() || hint.isPresent()) {
      body.attribute("aria-describedby", name + "-note");
    }
    body.tag(">\n");
    mistake.or(() -> hint).ifPresent(note -> note(body, note));
    body.tag("</p>\n");
  }

  private void note(Markup body, String text) {
    body.tag("<span")
        .attribute("id", name + "-note")
        .attribute("class", mistake.isPresent() ? "mistake" : "hint")
        .tag(">")
        .text(text)
        .tag("</span>\n");
  }
}
