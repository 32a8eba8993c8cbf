package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static String header(String scheme, String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return scheme + " " + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void name_and_password_are_read_in_utf8_and_the_password_may_hold_colons() {
    assertThat(Credentials.ofBasic(header("Basic", "jürgen:a:b")))
        .hasValue(new Credentials("jürgen", "a:b"));
    assertThat(Credentials.ofBasic(header("bAsIc", "a:"))).hasValue(new Credentials("a", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic *", "Basic YQ==", "Bearer YTpi", "YTpi"})
  void anything_else_is_nobody(String header) {
    assertThat(Credentials.ofBasic(header)).isEmpty();
  }

  @Test
  void control_characters_invalid_utf8_and_giants_are_nobody() {
    assertThat(Credentials.ofBasic(header("Basic", "a\n:b"))).isEmpty();
    assertThat(Credentials.ofBasic(header("Basic", ":b"))).isEmpty();
    assertThat(
            Credentials.ofBasic(
                "Basic " + Base64.getEncoder().encodeToString(new byte[] {-1, 58, 65})))
        .isEmpty();
    assertThat(Credentials.ofBasic(header("Basic", "a:" + "b".repeat(3000)))).isEmpty();
  }

  @Test
  void a_password_does_not_show_itself() {
    assertThat(new Credentials("alice", "s3cret").toString()).doesNotContain("s3cret");
  }
}
