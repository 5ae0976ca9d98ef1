using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsEmulator.Tests.Hosting;

/// <summary>One class for each way in which a method cannot be a function.</summary>
public static class BadFunctions
{
    public static class SameName
    {
        [Function("Twice")]
        public static void First([HttpTrigger] HttpRequest request) => GC.KeepAlive(request);

        [Function("tWICE")]
        public static void Second([ActivityTrigger] string input) => GC.KeepAlive(input);
    }

    public static class NotPublic
    {
        [Function("Hidden")]
        internal static void Hidden([HttpTrigger] HttpRequest request) => GC.KeepAlive(request);
    }

    internal static class NotPublicClass
    {
        [Function("Hidden")]
        public static void Hidden([HttpTrigger] HttpRequest request) => GC.KeepAlive(request);
    }

    public static class NoTrigger
    {
        [Function("Idle")]
        public static void Idle(HttpRequest request) => GC.KeepAlive(request);
    }

    public static class TwoTriggers
    {
        [Function("Both")]
        public static void Both([HttpTrigger] HttpRequest request, [ActivityTrigger] string input) => GC.KeepAlive((request, input));
    }

    public static class UnknownParameter
    {
        [Function("Odd")]
        public static void Odd([HttpTrigger] HttpRequest request, IServiceProvider tenant) => GC.KeepAlive((request, tenant));
    }

    public static class WrongTrigger
    {
        [Function("Trigger")]
        public static void Trigger([HttpTrigger] string request) => GC.KeepAlive(request);
    }

    public static class WrongConverter
    {
        [Function("Converter")]
        public static void Converter([HttpTrigger] HttpRequest request, [InputConverter(typeof(Sample))] string text) => GC.KeepAlive((request, text));

        public sealed class Sample;
    }

    public static class TwoAnswers
    {
        [Function("Answers")]
        public static Both? Answers([HttpTrigger] HttpRequest request) => request.Query.Count > 0 ? new Both() : null;

        public sealed class Both
        {
            [HttpResult]
            public IActionResult? First { get; set; }

            public HttpResponseData? Second { get; set; }
        }
    }

    public static class WrongClient
    {
        [Function("Client")]
        public static void Client([HttpTrigger] HttpRequest request, [DurableClient] string client) => GC.KeepAlive((request, client));
    }

    public static class OtherHub
    {
        [Function("Hub")]
        public static void Hub([HttpTrigger] HttpRequest request, [DurableClient(TaskHub = "other")] DurableTaskClient client) =>
            GC.KeepAlive((request, client));
    }

    public static class WrongOrchestrator
    {
        [Function("Orchestrator")]
        public static void Orchestrator([OrchestrationTrigger] string context) => GC.KeepAlive(context);
    }

    public static class WrongRoute
    {
        [Function("Route")]
        public static void Route([HttpTrigger(Route = "a/{b")] HttpRequest request) => GC.KeepAlive(request);
    }

    public static class SameRoute
    {
        [Function("One")]
        public static void One([HttpTrigger("get", "post", Route = "a/b")] HttpRequest request) => GC.KeepAlive(request);

        [Function("Two")]
        public static void Two([HttpTrigger("POST", Route = "A/b")] HttpRequest request) => GC.KeepAlive(request);
    }

    public static class NoName
    {
        [Function(" ")]
        public static void Nameless([OrchestrationTrigger] TaskOrchestrationContext context) => GC.KeepAlive(context);
    }
}
