package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.sdk.LDAPException;
import io.tessera.connector.kit.ConnectorContract;
import io.tessera.connector.kit.Subject;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract against OpenLDAP. Skipped where it is not installed, except in CI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenLdapContractTest extends ConnectorContract {
  private Slapd slapd;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    boolean must = "true".equals(System.getenv("CI"));
    boolean installed = Slapd.installed().isPresent();
    if (must) {
      assertThat(installed).as("the Debian package slapd is installed").isTrue();
    }
    assumeTrue(installed, "slapd is not installed (Debian package slapd): OpenLDAP is not tested");
    try {
      slapd = Slapd.start(folder);
    } catch (LDAPException confined) {
      // AppArmor may keep it from reading other files than the system's own.
      if (must) {
        throw confined;
      }
      abort("slapd is not allowed to run here: OpenLDAP is not tested");
    }
  }

  @AfterAll
  void stop() {
    if (slapd != null) {
      slapd.close();
    }
  }

  @Override
  protected Subject subject() {
    return new LdapSubject(
        slapd.counterpart(),
        slapd.password,
        "accesslog",
        EnumSet.allOf(Subject.Ability.class),
        () -> {});
  }
}
