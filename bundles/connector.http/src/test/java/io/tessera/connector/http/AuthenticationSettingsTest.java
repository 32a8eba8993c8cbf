package io.tessera.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationSettingsTest {
  @Test
  void without_a_choice_it_is_whichever_is_set() {
    assertThat(AuthenticationSettings.of("").bearer("x").checked())
        .isEqualTo(Authentication.bearer("x"));
    assertThat(AuthenticationSettings.of("").basic("alice", "x").checked())
        .isEqualTo(Authentication.basic("alice", "x"));
    assertThat(AuthenticationSettings.of("").apiKey("X-Key", "x").checked())
        .isEqualTo(Authentication.apiKey("X-Key", "x"));
    assertThat(
            AuthenticationSettings.of("")
                .clientCredentials("https://example.org/token", "c", "s", "")
                .checked())
        .isInstanceOf(ClientCredentials.class);
  }

  @Test
  void what_is_chosen_is_used_whatever_else_is_set() {
    AuthenticationSettings both = AuthenticationSettings.of("Bearer").basic("a", "b").bearer("x");
    assertThat(both.checked()).isEqualTo(Authentication.bearer("x"));
    assertThat(AuthenticationSettings.of("none").checked()).isEqualTo(Authentication.none());
  }

  @ParameterizedTest
  @CsvSource({
    "basic, user",
    "bearer, .token",
    "apiKey, apiKeyHeader",
    "clientCredentials, tokenUrl",
    "clientCredentialsInForm, tokenUrl",
    "kerberos, authentication",
    "'', authentication"
  })
  void a_scheme_without_its_settings_names_the_first_that_is_missing(String scheme, String named) {
    assertThatThrownBy(() -> AuthenticationSettings.of(scheme).checked())
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(named));
  }

  @ParameterizedTest
  @CsvSource({"Host", "content-length", "a b", "''", "'X:'"})
  void a_header_that_is_not_for_keys_is_refused(String header) {
    assertThatThrownBy(() -> Authentication.apiKey(header, "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("apiKeyHeader");
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----"})
  void what_is_no_key_is_refused(String pem) {
    assertThatThrownBy(
            () -> Authentication.jwtBearer("https://example.org", "i", "s", "", "", "", pem))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(".privateKey");
  }
}
