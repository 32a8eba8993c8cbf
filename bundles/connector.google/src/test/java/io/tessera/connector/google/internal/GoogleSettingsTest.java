package io.tessera.connector.google.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleSettingsTest {
  private static Map<String, Object> good() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(
        "_privateKey",
        ServiceKeys.RIGHT.json("a@p.iam.gserviceaccount.com", "https://oauth2.example.org/token"));
    settings.put("subject", "admin@example.org");
    return settings;
  }

  private static GoogleConnector connector(Map<String, ?> settings) {
    return new GoogleConnector(Configurations.of(GoogleConnector.Config.class, settings));
  }

  @Test
  void good_settings_need_nobody_at_the_other_end() {
    assertThat(connector(good())).isNotNull();
  }

  @Test
  void a_key_in_pem_needs_the_name_of_the_account() {
    Map<String, Object> settings = good();
    settings.put("_privateKey", ServiceKeys.RIGHT.pem());
    assertThatThrownBy(() -> connector(settings)).hasMessageContaining("serviceAccount");
    settings.put("serviceAccount", "a@p.iam.gserviceaccount.com");
    assertThat(connector(settings)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".privateKey | _privateKey | ''",
        ".privateKey | _privateKey | {",
        ".privateKey | _privateKey | {\"client_email\":\"a@example.org\"}",
        ".privateKey | _privateKey | {\"client_email\":\"a@example.org\",\"private_key\":\"x\"}",
        "subject | subject | ''",
        "customer | customer | ../users",
        "domain | domain | no domain",
        "apiUrl | apiUrl | http://admin.example.org",
        "oldAddress | oldAddress | forget",
        "removal | removal | archive",
        "tokenUrl | tokenUrl | ftp://x",
        "trustedCertificates | trustedCertificates | /does/not/exist.pem"
      })
  void a_setting_that_cannot_work_is_named(String named, String property, String value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(named));
  }

  @ParameterizedTest
  @CsvSource({"lateSeconds, -1", "lateSeconds, 100000", "requestTimeoutMillis, 1"})
  void a_number_out_of_bounds_is_named(String property, int value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(property);
  }

  @Test
  void no_message_repeats_the_key() {
    Map<String, Object> settings = good();
    assertThat(GoogleSettings.of(Configurations.of(GoogleConnector.Config.class, settings)))
        .asString()
        .doesNotContain(ServiceKeys.RIGHT.heart());
    settings.put("_privateKey", ServiceKeys.RIGHT.pem().substring(0, 900));
    settings.put("serviceAccount", "a@p.iam.gserviceaccount.com");
    assertThatThrownBy(() -> connector(settings))
        .hasMessageNotContaining(ServiceKeys.RIGHT.heart());
  }
}
