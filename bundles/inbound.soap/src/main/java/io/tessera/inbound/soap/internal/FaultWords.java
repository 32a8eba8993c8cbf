package io.tessera.inbound.soap.internal;

import io.tessera.model.Problem;
import java.util.List;

/** How one service words what its WSDL declares as a fault. */
public interface FaultWords {
  /**
   * What a person reads.
   *
   * @param problems at least one
   */
  String reason(List<Problem> problems);

  /**
   * The declared element, as XML.
   *
   * @param code of the first problem, or of what went wrong where there is none
   * @param problems may be empty
   */
  String detail(String code, List<Problem> problems);
}
