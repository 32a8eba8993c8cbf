package io.tessera.inbound.http;

import io.tessera.model.Problem;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** How a door words what went wrong: SCIM errors, problem documents. */
@ConsumerType
public interface ErrorFormat {
  /**
   * A use case refused the request.
   *
   * @param problems at least one
   */
  Answer rejected(List<Problem> problems);

  /**
   * Anything else: not signed in, no such route, too large, unavailable, broken.
   *
   * @param detail for a person, without anything from inside the server
   */
  Answer failed(int status, String detail);

  /** The gate lets somebody not in, or not that far. */
  default Answer refused(Admission.Refused refused) {
    return failed(refused.status(), refused.detail());
  }
}
