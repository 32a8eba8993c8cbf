package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
  private static String header(String scheme, String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return scheme + " " + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void name_and_password_are_read_in_utf8_and_the_password_may_hold_colons() {
    assertThat(BasicCredentials.parse(header("Basic", "jürgen:a:b")))
        .hasValue(new BasicCredentials("jürgen", "a:b"));
    assertThat(BasicCredentials.parse(header("bAsIc", "a:")))
        .hasValue(new BasicCredentials("a", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic *", "Basic YQ==", "Bearer YTpi", "YTpi"})
  void anything_else_is_nobody(String header) {
    assertThat(BasicCredentials.parse(header)).isEmpty();
  }

  @Test
  void control_characters_invalid_utf8_and_giants_are_nobody() {
    assertThat(BasicCredentials.parse(header("Basic", "a\n:b"))).isEmpty();
    assertThat(BasicCredentials.parse(header("Basic", ":b"))).isEmpty();
    assertThat(
            BasicCredentials.parse(
                "Basic " + Base64.getEncoder().encodeToString(new byte[] {-1, 58, 65})))
        .isEmpty();
    assertThat(BasicCredentials.parse(header("Basic", "a:" + "b".repeat(3000)))).isEmpty();
  }

  @Test
  void a_password_does_not_show_itself() {
    assertThat(new BasicCredentials("alice", "s3cret").toString()).doesNotContain("s3cret");
  }
}
