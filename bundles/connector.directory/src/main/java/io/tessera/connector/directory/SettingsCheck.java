package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import io.tessera.connector.directory.Dialect.Attempt;
import io.tessera.connector.directory.Dialect.Trial;
import io.tessera.connector.directory.Layout.Kind;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Testable.Step;
import java.util.ArrayList;
import java.util.List;

/** Tries the settings without changing anything. */
final class SettingsCheck {
  private static final String CONNECT = "connect";
  private static final String SECURE = "secure the connection";
  private static final String SIGN_IN = "sign in";

  private final Directory directory;
  private final ServerSettings server;
  private final Layout layout;
  private final Dialect dialect;

  SettingsCheck(Directory directory, ServerSettings server, Layout layout, Dialect dialect) {
    this.directory = directory;
    this.server = server;
    this.layout = layout;
    this.dialect = dialect;
  }

  List<Step> run() throws InterruptedException {
    List<Step> steps = new ArrayList<>(signIn());
    if (!steps.get(steps.size() - 1).passed()) {
      return steps;
    }
    kind(layout.users(), steps);
    if (layout.groups().isPresent()) {
      kind(layout.groups().get(), steps);
    }
    for (Trial trial : dialect.trials(directory)) {
      steps.add(step(trial.name(), trial.attempt()));
    }
    return steps;
  }

  private void kind(Kind kind, List<Step> steps) throws InterruptedException {
    steps.add(step("read the " + kind.label() + " base", () -> base(kind)));
    if (steps.get(steps.size() - 1).passed()) {
      steps.add(step("find the " + kind.label() + " object classes", () -> classes(kind)));
    }
  }

  private static Step step(String name, Attempt attempt) throws InterruptedException {
    try {
      return new Step(name, true, attempt.run());
    } catch (TargetFailure failure) {
      return new Step(name, false, failure.failed().detail());
    }
  }

  /** Where a sign-in failed is told by what it failed for. */
  private List<Step> signIn() throws InterruptedException {
    Step connected =
        new Step(CONNECT, true, "Reached " + server.host() + ":" + server.port() + ".");
    Step secured = new Step(SECURE, true, "Protection: " + server.security() + ".");
    try {
      directory.ask("read the root entry", c -> c.getEntry("", "1.1"));
      Step signedIn = new Step(SIGN_IN, true, "Signed in as " + server.bindName() + ".");
      return List.of(connected, secured, signedIn);
    } catch (TargetFailure failure) {
      String detail = failure.failed().detail();
      return switch (failure.failed().kind()) {
        case AUTHENTICATION ->
            List.of(
                connected,
                secured,
                new Step(
                    SIGN_IN, false, detail + " Check the name and the password it signs in with."));
        case CONFIGURATION -> List.of(connected, new Step(SECURE, false, detail));
        default -> List.of(new Step(CONNECT, false, detail + " Check host, port and security."));
      };
    }
  }

  private String base(Kind kind) throws TargetFailure, InterruptedException {
    String dn = kind.base().toString();
    Entry base =
        directory.ask("read " + dn, c -> c.getEntry(dn, "objectClass", dialect.idAttribute()));
    if (base == null) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          dn + " does not exist or may not be read; create it or grant the right.");
    }
    if (!base.hasAttribute(dialect.idAttribute())) {
      throw TargetFailure.of(
          FailureKind.CONFIGURATION,
          dn + " has no readable " + dialect.idAttribute() + "; set remoteIdAttribute.");
    }
    return dn + " is there.";
  }

  private String classes(Kind kind) throws TargetFailure, InterruptedException {
    Schema schema = directory.ask("read the schema", c -> c.getSchema(kind.base().toString()));
    if (schema == null) {
      return "The schema may not be read; nothing can be said.";
    }
    for (String name : kind.objectClasses()) {
      if (schema.getObjectClass(name) == null) {
        throw TargetFailure.of(
            FailureKind.CONFIGURATION,
            "The directory knows no object class "
                + name
                + "; add its schema or set other "
                + kind.label()
                + "ObjectClasses.");
      }
    }
    return String.join(", ", kind.objectClasses()) + " known.";
  }
}
