package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.ErrorFormat;
import io.tessera.model.Problem;
import io.tessera.scim.protocol.ScimError;
import java.util.List;

/** Errors as RFC 7644 section 3.12 has them. */
final class ScimErrors implements ErrorFormat {
  @Override
  public Answer rejected(List<Problem> problems) {
    return answer(ScimError.of(problems));
  }

  @Override
  public Answer failed(int status, String detail) {
    return answer(ScimError.of(status, detail));
  }

  private static Answer answer(ScimError error) {
    return new Answer(error.status(), MediaTypes.SCIM, error.json());
  }
}
