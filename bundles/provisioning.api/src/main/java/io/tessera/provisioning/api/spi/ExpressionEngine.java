package io.tessera.provisioning.api.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A language in which values are computed from attributes. Nothing but its inputs can be reached
 * from an expression; how much it computes is bounded.
 */
@ConsumerType
public interface ExpressionEngine {
  /**
   * Compiles an expression. The same text is compiled once, however often it is asked for.
   *
   * @param inputs names of the inputs it may use
   * @throws ExpressionException it is not of the language; says where
   */
  Expression compile(String source, Set<String> inputs);
}
