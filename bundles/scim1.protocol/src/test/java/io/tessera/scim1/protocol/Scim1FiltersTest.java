package io.tessera.scim1.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.scim.protocol.FilterParser;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Scim1FiltersTest {
  private final Scim1Filters filters = new Scim1Filters(BuiltInSchemas.of(ResourceType.USER));
  private final FilterParser later = new FilterParser(BuiltInSchemas.of(ResourceType.USER));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "userName eq \"alice\"; userName eq \"alice\"",
        "userName Eq alice; userName eq \"alice\"",
        "userName Eq SALES/alice; userName eq \"SALES/alice\"",
        "userName eq 12; userName eq \"12\"",
        "userName eq true; userName eq \"true\"",
        "active eq true; active eq true",
        "urn:scim:schemas:core:1.0:userName sw \"a\"; userName sw \"a\"",
        "urn:scim:schemas:core:1.0.name.familyName co x; name.familyName co \"x\"",
        "emails co \"@example.com\"; emails.value co \"@example.com\"",
        "title pr; title pr",
        "title pr and (userName eq a or userName eq b); "
            + "title pr and (userName eq \"a\" or userName eq \"b\")",
        "title eq \"x and y\" and not (active eq false); "
            + "title eq \"x and y\" and not (active eq false)",
        "emails[type eq \"work\" and value co \"(\"]; emails[type eq \"work\" and value co \"(\"]",
        "meta.lastModified gt \"2011-05-13T04:42:34Z\"; "
            + "meta.lastModified gt \"2011-05-13T04:42:34Z\"",
        "meta.lastModified ge 2011-05-13T04:42:34Z; meta.lastModified ge \"2011-05-13T04:42:34Z\"",
        "urn:scim:schemas:extension:enterprise:1.0:department eq IT; "
            + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"IT\"",
        "wso2Extension.manager.managerId eq 7; "
            + "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq \"7\"",
      })
  void a_filter_means_the_same_as_its_later_form(String filter, String same) {
    assertThat(filters.filter(filter)).isEqualTo(later.filter(same));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "userName",
        "userName eq",
        "shoe eq \"x\"",
        "userName eq \"x",
        "userName eq \"a\" \"b\"",
        "(userName pr",
        "userName pr)",
        "userName eq \"a\\",
        "and",
        "userName xx \"a\"",
        "[",
        "]]",
        "((",
        "emails[",
        "password eq \"x\""
      })
  void what_makes_no_sense_is_refused(String filter) {
    assertThatThrownBy(() -> filters.filter(filter))
        .isInstanceOfSatisfying(
            RejectedException.class,
            refused -> assertThat(refused.first().kind()).isEqualTo(Kind.INVALID_FILTER));
  }

  @Test
  void long_filters_are_refused_at_once() {
    assertThatThrownBy(() -> filters.filter("userName eq \"" + "x".repeat(10_000) + "\""))
        .isInstanceOf(RejectedException.class);
  }

  /** Whatever comes in, it is a filter or the client's mistake. */
  @Test
  void noise_never_breaks_the_reader() {
    Random random = new Random(20_260_131);
    String alphabet = "userName eq\"\\()[]. :x1ornatd\t\u00e4\0pr";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder noise = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        filters.filter(noise.toString());
      } catch (RejectedException mistake) {
        assertThat(mistake.problems()).isNotEmpty();
      }
    }
  }
}
