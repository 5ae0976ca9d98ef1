using Microsoft.DurableTask;

namespace FunctionsEmulator.Tests.Sdk;

public sealed class TaskFailureDetailsTests
{
    [Theory]
    [InlineData(typeof(ApiException), true)]
    [InlineData(typeof(InvalidOperationException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(IOException), false)]
    public void IsCausedBy_TypeOfALoadedAssembly_WalksItsBaseTypes(Type type, bool expected) =>
        Assert.Equal(expected, TaskFailureDetails.FromException(new ApiException("x")).IsCausedBy(type));

    [Theory]
    [InlineData("No.Such.Type")]
    [InlineData("")]
    public void IsCausedBy_UnknownType_IsFalse(string type) =>
        Assert.False(new TaskFailureDetails(type, "x", null, null, null).IsCausedBy<Exception>());

    [Fact]
    public void IsCausedBy_NotAnException_Throws() =>
        Assert.Throws<ArgumentException>(() => new TaskFailureDetails("x", "x", null, null, null).IsCausedBy(typeof(string)));

    [Fact]
    public void FromException_Nested_KeepsTheInnerOnes()
    {
        var details = TaskFailureDetails.FromException(new ApiException("outer", new IOException("inner")));

        Assert.Equal(("FunctionsEmulator.Tests.Sdk.TaskFailureDetailsTests+ApiException", "outer"), (details.ErrorType, details.ErrorMessage));
        Assert.Equal("System.IO.IOException: inner", details.InnerFailure?.ToString());
    }

    [Fact]
    public void FromException_FailedTask_KeepsItsCause()
    {
        var cause = new TaskFailureDetails("Some.Error", "why", null, null, null);

        var details = TaskFailureDetails.FromException(new TaskFailedException("Boom", 2, cause));

        Assert.Equal("Task 'Boom' (#2) failed with an unhandled exception: why", details.ErrorMessage);
        Assert.Same(cause, details.InnerFailure);
    }

    private sealed class ApiException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
}
