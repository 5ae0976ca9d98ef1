namespace DurableTask.Core.Exceptions;

/// <summary>An instance of this id exists already, in a state that keeps it from being started again.</summary>
public class OrchestrationAlreadyExistsException(string message) : Exception(message);
