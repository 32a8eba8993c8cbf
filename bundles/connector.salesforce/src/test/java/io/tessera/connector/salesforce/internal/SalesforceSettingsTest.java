package io.tessera.connector.salesforce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceSettingsTest {
  private static Map<String, Object> good() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "https://example.my.salesforce.com");
    settings.put("clientId", "client");
    settings.put("_clientSecret", "very-secret");
    return settings;
  }

  private static SalesforceConnector connector(Map<String, ?> settings) {
    return new SalesforceConnector(Configurations.of(SalesforceConnector.Config.class, settings));
  }

  @Test
  void good_settings_need_nobody_at_the_other_end() {
    assertThat(connector(good())).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | url | ''",
        "url | url | http://example.my.salesforce.com",
        "grant | grant | password",
        "clientId | clientId | ''",
        ".clientSecret | _clientSecret | ''",
        "apiVersion | apiVersion | 60",
        "apiVersion | apiVersion | 40.0",
        "domain | domain | no domain",
        "userKeyAttribute | userKeyAttribute | a b",
        "groups | groups | queues",
        "disabling | disabling | delete",
        "removal | removal | delete",
        "tokenUrl | tokenUrl | ftp://x"
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
  @CsvSource({".privateKey, _privateKey, x", "subject, subject, ''"})
  void by_jwt_a_key_and_a_user_are_needed(String named, String property, String value) {
    Map<String, Object> settings = good();
    settings.put("grant", "jwtBearer");
    settings.put("subject", "integration@example.org");
    settings.put("_privateKey", AppKeys.RIGHT.pem());
    assertThat(connector(settings)).isNotNull();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(named));
  }

  @Test
  void no_message_repeats_the_secret() {
    Map<String, Object> settings = good();
    assertThat(SalesforceSettings.of(Configurations.of(SalesforceConnector.Config.class, settings)))
        .asString()
        .doesNotContain("very-secret");
    settings.put("clientId", "");
    assertThatThrownBy(() -> connector(settings)).hasMessageNotContaining("very-secret");
  }
}
