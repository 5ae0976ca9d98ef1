using BenchmarkDotNet.Running;

// In this process: a project that is generated for each would not know this repository's own settings.
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--inProcess", "--memory", .. args]);
