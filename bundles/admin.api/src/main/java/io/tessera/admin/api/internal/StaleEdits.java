package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Answer;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Tells who changes an old version what the present one is, so that both can be looked at. */
@Provider
public final class StaleEdits implements ExceptionMapper<StaleEditException> {
  private final ProblemDocument problems = new ProblemDocument();

  @Override
  public Response toResponse(StaleEditException stale) {
    Answer answer = problems.stale(String.valueOf(stale.getMessage()), stale.current());
    return Response.status(answer.status())
        .type(answer.contentType())
        .entity(answer.body())
        .build();
  }
}
