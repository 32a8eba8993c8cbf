package io.tessera.provisioning.api;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Administrators who are signed in with a browser. A session is good on every node and over
 * restarts; it ends after 30 minutes without use, after 12 hours, when it is closed, and with a
 * change of the password or when the administrator is disabled or deleted.
 */
@ProviderType
public interface AdministratorSessions {
  /**
   * Begins a session, under an id nobody has seen before. That it began is in the journal, or it
   * did not.
   *
   * @param administrator the name of one whose password was right just now
   */
  Session open(String administrator, Sender sender);

  /**
   * The session of an id, at most five seconds stale.
   *
   * @param id as it came; may be anything
   */
  Optional<Session> find(String id);

  /** The same, and it goes on: from now its 30 minutes begin again. */
  Optional<Session> use(String id);

  /**
   * Ends it, at once on this node and within five seconds on others. That it ended so is in the
   * journal; that nobody used it any more is not.
   */
  void close(String id, Sender sender);

  /**
   * Somebody who is signed in.
   *
   * @param id 256 random bits as text; whoever has it is signed in
   * @param csrf what requests that change something have to show besides the id
   * @param expires when it ends unless it is used
   */
  record Session(String id, String csrf, Administrators.Credential administrator, Instant expires) {
    /** Neither the id nor what goes with it. */
    @Override
    public String toString() {
      return "Session[" + administrator.name() + "]";
    }
  }
}
