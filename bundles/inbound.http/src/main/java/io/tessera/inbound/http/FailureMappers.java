package io.tessera.inbound.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.PhaseInterceptorChain;

/** Answers every exception of a door's resources in the words of that door. */
final class FailureMappers {
  private static final Set<Integer> NO_ROUTE = Set.of(404, 405, 406, 415);

  private final ErrorFormat errors;

  FailureMappers(ErrorFormat errors) {
    this.errors = errors;
  }

  /** The framework has a mapper of its own for its own exceptions, which must not win. */
  List<Object> all() {
    return List.of(new ForAnything(), new ForHttp());
  }

  private Response answer(Throwable thrown) {
    Message message = PhaseInterceptorChain.getCurrentMessage();
    String causality = Requests.caller(message).causality();
    Failure failure =
        hidden(thrown, Requests.admission(message))
            .map(refused -> Failure.of(refused, errors))
            .orElseGet(() -> Failure.of(thrown, errors, causality))
            .heardBy(Requests.http(message));
    Response.ResponseBuilder response =
        Response.status(failure.answer().status())
            .type(failure.answer().contentType())
            .entity(failure.answer().body());
    failure.headers().forEach(response::header);
    if (!UnreadBody.isSettled(Requests.http(message))) {
      response.header("Connection", "close");
    }
    return response.build();
  }

  /** Who did not sign in does not learn which routes there are. */
  private static Optional<Admission.Refused> hidden(Throwable thrown, Admission admission) {
    boolean noRoute =
        thrown instanceof WebApplicationException http
            && NO_ROUTE.contains(http.getResponse().getStatus());
    return noRoute && admission instanceof Admission.Anonymous anonymous
        ? Optional.of(anonymous.otherwise())
        : Optional.empty();
  }

  private final class ForAnything implements ExceptionMapper<Throwable> {
    @Override
    public Response toResponse(Throwable thrown) {
      return answer(thrown);
    }
  }

  private final class ForHttp implements ExceptionMapper<WebApplicationException> {
    @Override
    public Response toResponse(WebApplicationException thrown) {
      return answer(thrown);
    }
  }
}
