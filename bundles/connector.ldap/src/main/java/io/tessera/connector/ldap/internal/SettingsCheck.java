package io.tessera.connector.ldap.internal;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import io.tessera.connector.ldap.internal.LdapSettings.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;

/** Tries the settings without changing anything. */
final class SettingsCheck {
  private final Directory directory;
  private final LdapSettings settings;

  SettingsCheck(Directory directory, LdapSettings settings) {
    this.directory = directory;
    this.settings = settings;
  }

  /** One thing to try; says what was seen. */
  private interface Attempt {
    String run() throws TargetFailure, InterruptedException;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(step("connect and sign in", this::connect));
    if (!steps.get(0).passed()) {
      return steps;
    }
    steps.add(step("read the user base", () -> base(settings.users())));
    if (settings.groups().isPresent()) {
      steps.add(step("read the group base", () -> base(settings.groups().get())));
    }
    if (settings.lock().exists()) {
      steps.add(step("find the lock attribute", this::lock));
    }
    return steps;
  }

  private static Step step(String name, Attempt attempt) throws InterruptedException {
    try {
      return new Step(name, true, attempt.run());
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  private String connect() throws TargetFailure, InterruptedException {
    directory.ask("read the root entry", c -> c.getEntry("", "1.1"));
    return "Signed in as " + settings.server().bindDn() + ".";
  }

  private String base(Kind kind) throws TargetFailure, InterruptedException {
    String dn = kind.base().toString();
    Entry base =
        directory.ask("read " + dn, c -> c.getEntry(dn, "objectClass", settings.idAttribute()));
    if (base == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          dn + " does not exist or may not be read; create it or grant the right.");
    }
    if (!base.hasAttribute(settings.idAttribute())) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          dn + " has no readable " + settings.idAttribute() + "; set remoteIdAttribute.");
    }
    return dn + " is there.";
  }

  private String lock() throws TargetFailure, InterruptedException {
    String attribute = settings.lock().attribute();
    Schema schema = directory.ask("read the schema", c -> c.getSchema());
    if (schema != null && schema.getAttributeType(attribute) == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          "The directory does not know "
              + attribute
              + "; set another lockAttribute, or none where accounts are never disabled.");
    }
    return attribute + " is known.";
  }
}
