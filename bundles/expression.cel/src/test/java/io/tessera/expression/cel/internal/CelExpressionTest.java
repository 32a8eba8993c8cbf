package io.tessera.expression.cel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.ExpressionEngine;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionTest {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  private static final Set<String> INPUTS = Set.of("user", "tables");
  private static final ExpressionEngine ENGINE = new CelExpressionEngine();

  private static final Attributes USER =
      Attributes.builder()
          .put("userName", "jgroß")
          .put("active", Value.bool(true))
          .put("title", "Engineer")
          .put(
              "name",
              Value.complex(
                  Attributes.builder()
                      .put("familyName", "Großmann-Łukasz")
                      .put("givenName", "Jürgen")
                      .build()))
          .put(
              "emails",
              Value.many(List.of(email("work", "j@work.example"), email("home", "j@home.example"))))
          .put(ENTERPRISE, Value.complex(Attributes.builder().put("department", "R&D").build()))
          .put("photo", "x".repeat(AttributesMap.MAX_TEXT + 1))
          .build();

  private static final Attributes TABLES =
      Attributes.builder()
          .put("departments", Value.complex(Attributes.builder().put("R&D", "OU=Research").build()))
          .build();

  private static Value email(String type, String value) {
    return Value.complex(Attributes.builder().put("type", type).put("value", value).build());
  }

  private static Value of(String source) {
    return ENGINE.compile(source, INPUTS).evaluate(Map.of("user", USER, "tables", TABLES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "user.userName | jgroß",
        "ascii(user.name.familyName) | Grossmann-Lukasz",
        "lower(left(ascii(user.name.familyName), 5) + left(user.name.givenName, 1)) | grossj",
        "right('12345', 2) | 45",
        "left('ab', 9) | ab",
        "left('ab', -1) | ``",
        "replace('a.b.c', '.', '-') | a-b-c",
        "keep('Ä b-1_z', 'a-z0-9-') | b-1z",
        "capitalize('jÜRGEN') | Jürgen",
        "trim('  x ') | x",
        "user['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'].department | R&D",
        "lookup('departments', 'R&D') | OU=Research",
        "coalesce(user.nickName, user.name.middleName, user.title) | Engineer",
        "coalesce(user.name.middleName.no, 'x') | x",
        "has(user.nickName) ? user.nickName : 'none' | none",
        "user.emails.filter(e, e.type == 'work')[0].value | j@work.example",
        "join(user.emails.map(e, e.value), ';') | j@work.example;j@home.example",
        "split('a,b', ',')[1] | b",
        "date('2026-05-01', 'dd.MM.yyyy') | 01.05.2026",
        "date('2026-05-01T23:30:00-02:00', 'yyyyMMddHHmmss') | 20260502013000",
        "addDays('2026-12-31', 1) | 2027-01-01",
        "fileTime('1970-01-01') | 116444736000000000",
      })
  void text_is_computed(String source, String expected) {
    assertThat(of(source)).isEqualTo(Value.text(expected));
  }

  @Test
  void truth_numbers_and_lists_are_computed() {
    assertThat(of("user.active && user.title == 'Engineer'")).isEqualTo(Value.bool(true));
    assertThat(of("size(user.emails) * 2")).isEqualTo(Value.Num.of(4));
    assertThat(of("user.emails.map(e, e.value)"))
        .isEqualTo(Value.many(List.of(Value.text("j@work.example"), Value.text("j@home.example"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.nickName",
        "upper(user.name.middleName)",
        "user.phoneNumbers[0].value",
        "user.emails[7].value",
        "lookup('departments', 'Sales')",
        "lookup('noTable', 'R&D')",
        "null",
        "user.emails.filter(e, e.type == 'other')"
      })
  void what_is_not_there_gives_no_value(String source) {
    assertThat(of(source).isNone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user.name. | column 11",
        "usr.name | undeclared reference to 'usr'",
        "left(1, 2) | no matching overload",
        "user.name.getClass() | undeclared reference to 'getClass'",
        "coalesce() | at least one argument",
        "user.title == | column",
        "java.lang.Runtime.getRuntime() | undeclared reference",
      })
  void what_is_not_of_the_language_is_refused_with_its_place(String source, String why) {
    assertThatThrownBy(() -> ENGINE.compile(source, INPUTS))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("column")
        .hasMessageNotContaining("dev.cel");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "left(user.emails, 2) | a type that it does not take",
        "user.name | text, a number",
        "[[1]] | list of lists",
        "date(user.title, 'yyyy') | is no date",
        "date('2026-05-01', 'bb') | is no pattern",
        "1 / 0 | division by zero",
        "replace('a', '', 'b') | what is to be replaced",
        "upper(user.photo) | too long",
      })
  void what_cannot_be_computed_says_why(String source, String why) {
    assertThatThrownBy(() -> of(source))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("dev.cel")
        .hasMessageNotContaining("io.tessera");
  }

  @Test
  void steps_depth_length_and_output_are_bounded() {
    String numbers = "[0,1,2,3,4,5,6,7,8,9]";
    String walk =
        "%1$s.map(a, %1$s.map(b, %1$s.map(c, %1$s.map(d, %1$s.map(e, e)))))".formatted(numbers);
    assertThatThrownBy(() -> of(walk))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("too many steps");
    assertThatThrownBy(() -> of("(".repeat(200) + "1" + ")".repeat(200)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> of("'" + "x".repeat(5_000) + "'"))
        .isInstanceOf(ExpressionException.class);
    String long16k = "replace('" + "a".repeat(1_000) + "', 'a', '" + "b".repeat(16) + "')";
    assertThatThrownBy(
            () ->
                of(
                    "["
                        + String.join(",", List.of("1", "2", "3", "4", "5"))
                        + "].map(i, "
                        + long16k
                        + ")"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> of("replace('" + "a".repeat(2_000) + "', 'a', 'bbbbbbbbbbbbbbbb')"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("16384");
  }

  @Test
  void a_regular_expression_takes_linear_time() {
    assertThat(of("'" + "a".repeat(3_000) + "!'.matches('^(a+)+$')")).isEqualTo(Value.bool(false));
  }

  @Test
  void the_attributes_it_reads_are_known() {
    assertThat(
            ENGINE
                .compile(
                    "user.name.familyName + user['"
                        + ENTERPRISE
                        + "'].department"
                        + " + user.emails.filter(e, e.type == 'work')[0].value",
                    INPUTS)
                .reads())
        .containsExactlyInAnyOrder(
            List.of("user", "name", "familyName"),
            List.of("user", ENTERPRISE, "department"),
            List.of("user", "emails"));
    assertThat(ENGINE.compile("coalesce(user.a.b, lookup('t', user.c))", INPUTS).reads())
        .contains(List.of("user", "a", "b"), List.of("tables", "t"), List.of("user", "c"));
  }

  @Test
  void the_same_text_is_compiled_once() {
    assertThat(ENGINE.compile("user.title", INPUTS))
        .isSameAs(ENGINE.compile("user.title", Set.of("tables", "user")));
    assertThat(ENGINE.compile("user.title", Set.of("user")))
        .isNotSameAs(ENGINE.compile("user.title", INPUTS));
  }
}
