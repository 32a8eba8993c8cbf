package io.tessera.inbound.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A resource method whose use case can be tried: with {@code ?dryRun=true} its caller is one who
 * only tries, and the answer is what it would be.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DryRun {
  /** The query parameter. */
  String PARAMETER = "dryRun";
}
