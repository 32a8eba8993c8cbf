package io.tessera.scim.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.BuiltInSchemas;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  private static final FilterParser USERS = new FilterParser(BuiltInSchemas.of(ResourceType.USER));
  private static final FilterParser GROUPS =
      new FilterParser(BuiltInSchemas.of(ResourceType.GROUP));

  /** A filter as text with every bracket, to compare with. */
  private static String shown(Filter filter) {
    if (filter instanceof Filter.And and) {
      return and.all().stream().map(FilterParserTest::shown).collect(joined(" & "));
    }
    if (filter instanceof Filter.Or or) {
      return or.any().stream().map(FilterParserTest::shown).collect(joined(" | "));
    }
    if (filter instanceof Filter.Not not) {
      return "!" + shown(not.filter());
    }
    if (filter instanceof Filter.Present present) {
      return present.path() + " pr";
    }
    if (filter instanceof Filter.Element element) {
      return element.path() + "[" + shown(element.inner()) + "]";
    }
    Filter.Compare compare = (Filter.Compare) filter;
    return compare.path() + " " + compare.operator() + " " + literal(compare.literal());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined(String with) {
    return Collectors.joining(with, "(", ")");
  }

  private static String literal(Value value) {
    if (value instanceof Value.Text text) {
      return "'" + text.value() + "'";
    }
    return value instanceof Value.Bool bool
        ? Boolean.toString(bool.value())
        : ((Value.Num) value).value().toPlainString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "userName eq \"bjensen\" | userName EQ 'bjensen'",
        "name.familyName co \"O'Malley\" | name.familyName CO 'O'Malley'",
        "userName sw \"J\" | userName SW 'J'",
        "urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"J\" | userName SW 'J'",
        "title pr | title pr",
        "meta.lastModified gt \"2011-05-13T04:42:34Z\""
            + "| meta.lastModified GT '2011-05-13T04:42:34Z'",
        "meta.lastModified ge \"2011-05-13T04:42:34Z\""
            + "| meta.lastModified GE '2011-05-13T04:42:34Z'",
        "meta.lastModified lt \"2011-05-13T04:42:34Z\""
            + "| meta.lastModified LT '2011-05-13T04:42:34Z'",
        "meta.lastModified le \"2011-05-13T04:42:34Z\""
            + "| meta.lastModified LE '2011-05-13T04:42:34Z'",
        "title pr and userType eq \"Employee\" | `(title pr & userType EQ 'Employee')`",
        "title pr or userType eq \"Intern\" | `(title pr | userType EQ 'Intern')`",
        "userType eq \"Employee\" and (emails co \"example.com\" or emails.value co"
            + " \"example.org\")| `(userType EQ 'Employee' & (emails.value CO 'example.com' |"
            + " emails.value CO 'example.org'))`",
        "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"a\")"
            + "| `(userType NE 'Employee' & !(emails.value CO 'example.com'"
            + " | emails.value CO 'a'))`",
        "userType eq \"Employee\" and (emails.type eq \"work\")"
            + "| (userType EQ 'Employee' & emails.type EQ 'work')",
        "userType eq \"Employee\" and emails[type eq \"work\" and value co \"@example.com\"]"
            + "| (userType EQ 'Employee' & emails[(type EQ 'work' & value CO '@example.com')])",
        "emails[type eq \"work\" and value co \"@a\"] or ims[type eq \"xmpp\" and value co \"@b\"]"
            + "| `(emails[(type EQ 'work' & value CO '@a')]"
            + " | ims[(type EQ 'xmpp' & value CO '@b')])`",
      })
  void the_examples_of_the_rfc_are_read(String written, String meaning) {
    assertThat(shown(USERS.filter(written))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "USERNAME EQ \"a\" | userName EQ 'a'",
        "username Sw \"a\" AnD Title PR | (userName SW 'a' & title pr)",
        "EMAILS.VALUE ew \"a\" | emails.value EW 'a'",
        "NOT (title pr) | !title pr",
        "not(title pr)or(title pr) | `(!title pr | title pr)`",
        "title pr or title pr and active eq true | `(title pr | (title pr & active EQ true))`",
        "((title pr)) | title pr",
        "active eq \"False\" | active EQ false",
        "manager eq \"7\""
            + "| urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value EQ '7'",
        "colour eq \"7\" | !x",
        "URN:IETF:PARAMS:SCIM:SCHEMAS:EXTENSION:ENTERPRISE:2.0:USER:Manager.Value eq \"7\""
            + "| urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value EQ '7'",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"7\""
            + "| urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value EQ '7'",
        "title eq null | !title pr",
        "title ne null | title pr",
        "title eq \"a\\\"\\\\\\/\\u00e9\\t\" | `title EQ 'a\"\\/é\t'`",
        "meta.created gt \"2011-05-13T06:42:34+02:00\" | meta.created GT '2011-05-13T04:42:34Z'",
        "emails[type eq \"work\"].value eq \"a\" | emails[(type EQ 'work' & value EQ 'a')]",
        "id eq \"x\" | id EQ 'x'",
        "externalId eq \"x\" | externalId EQ 'x'",
        "schemas eq \"urn:ietf:params:scim:schemas:core:2.0:User\" | userName pr",
        "schemas eq \"urn:none\" | !userName pr",
      })
  void case_types_and_precedence_are_understood(String written, String meaning) {
    if (meaning.equals("!x")) {
      assertThatThrownBy(() -> USERS.filter(written)).isInstanceOf(RejectedException.class);
    } else {
      assertThat(shown(USERS.filter(written))).isEqualTo(meaning);
    }
  }

  @Test
  void a_condition_over_an_extension_asks_for_one_of_its_attributes() {
    assertThat(shown(USERS.filter("schemas eq \"" + BuiltInSchemas.ENTERPRISE_URN + "\"")))
        .contains(BuiltInSchemas.ENTERPRISE_URN + ":department pr");
  }

  @Test
  void members_of_groups_can_be_asked_for() {
    assertThat(shown(GROUPS.filter("members eq \"7\""))).isEqualTo("members.value EQ '7'");
    assertThat(shown(GROUPS.filter("members[value eq \"7\"]"))).isEqualTo("members[value EQ '7']");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | position 1",
        "userName | position 9",
        "userName eq | position 12",
        "userName is \"a\" | position 10",
        "userName eq bjensen | position 13",
        "userName eq 'bjensen' | position 13",
        "userName eq \"bjensen | no end",
        "userName eq \"a\\x\" | escape",
        "userName eq \"a\\u12\" | escape",
        "userName eq \"a\\u0000\" | half a character",
        "userName eq \"a\\ud800\" | half a character",
        "userName eq \"a\" userName eq \"b\" | position 17",
        "userName eq \"a\" and | position 20",
        "and userName pr | unknown",
        "(userName pr | ')'",
        "userName pr) | position 12",
        "emails[type eq \"work\" | ']'",
        "emails[type eq \"work\"].shoe pr | shoe",
        "emails[shoe eq \"work\"] | shoe",
        "userName[value eq \"a\"] | brackets",
        "emails[value[value pr]] | brackets",
        "shoeSize eq 1 | shoeSize",
        "name eq \"a\" | complex",
        "active gt true | boolean",
        "active eq 1 | true or false",
        "userName eq 1 | double quotes",
        "title gt null | null",
        "meta.created gt \"yesterday\" | date-time",
        "meta.created co \"2011\" | dateTime",
        "password eq \"a\" | password",
        "password pr | password",
        "x509Certificates.value gt \"a\" | binary",
        "userName eq 1e999999999 | value",
        "urn:none:userName eq \"a\" | unknown",
      })
  void mistakes_are_told_with_their_place(String written, String part) {
    RejectedException rejected =
        catchThrowableOfType(RejectedException.class, () -> USERS.filter(written));
    assertThat(rejected).as(written).isNotNull();
    assertThat(rejected.first().kind()).isEqualTo(Kind.INVALID_FILTER);
    assertThat(rejected.first().detail()).contains(part);
  }

  @Test
  void what_is_too_large_is_refused() {
    assertRejected("title pr or ".repeat(40) + "title pr", "more than 32");
    assertRejected("(".repeat(100) + "title pr" + ")".repeat(100), "too deep");
    assertRejected("not (".repeat(100) + "title pr" + ")".repeat(100), "too deep");
    assertRejected("title eq \"" + "a".repeat(5000) + "\"", "4096");
    assertThat(USERS.filter("title pr or ".repeat(30) + "title pr")).isNotNull();
    assertThat(USERS.filter("(".repeat(30) + "title pr" + ")".repeat(30))).isNotNull();
  }

  private static void assertRejected(String written, String part) {
    assertThatThrownBy(() -> USERS.filter(written))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining(part);
  }

  @Test
  void whatever_is_written_is_read_or_refused() {
    String[] pieces = {
      "userName", "emails", "[", "]", "(", ")", "not", "and", "or", "eq", "pr", "\"", "\"a\"",
      "\\", "\\u", "null", "true", "1e9", "-", ".", ":", " ", "$ref", "urn:x", "\ud83d", "schemas",
      "value", "type", "meta.created", "\u0000", "members", ","
    };
    Random random = new Random(7644);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder written = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        written
            .append(pieces[random.nextInt(pieces.length)])
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        USERS.filter(written.toString());
        USERS.target(written.toString());
        USERS.sortable(written.toString());
      } catch (RejectedException refused) {
        assertThat(refused.first().detail()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"userName", "USERNAME", "name.familyName", "emails", "meta.created", "active"})
  void lists_can_be_sorted_by(String written) {
    assertThat(USERS.sortable(written).toString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shoeSize", "name", "password", "emails[type eq \"work\"]"})
  void lists_cannot_be_sorted_by(String written) {
    assertThatThrownBy(() -> USERS.sortable(written)).isInstanceOf(RejectedException.class);
  }
}
