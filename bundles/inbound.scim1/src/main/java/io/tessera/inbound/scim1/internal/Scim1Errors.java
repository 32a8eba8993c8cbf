package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import io.tessera.scim1.protocol.Scim1Error;
import java.util.List;

/** Errors as draft-scim-api-01 section 3.9 has them. */
final class Scim1Errors implements ErrorFormat {
  private static final int NOT_ACCEPTABLE = 406;
  private static final int UNSUPPORTED = 415;
  private static final String ONLY_JSON =
      " This service speaks " + MediaTypes.JSON + "; it has no XML.";

  @Override
  public Answer rejected(List<Problem> problems) {
    return answer(Scim1Error.of(problems));
  }

  @Override
  public Answer failed(int status, String detail) {
    boolean format = status == NOT_ACCEPTABLE || status == UNSUPPORTED;
    return answer(Scim1Error.of(status, format ? detail + ONLY_JSON : detail));
  }

  private static Answer answer(Scim1Error error) {
    return new Answer(error.status(), MediaTypes.JSON, error.json());
  }
}
